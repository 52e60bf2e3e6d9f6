image-not-base64 = The text isn’t valid Base64. In a form, write + as %2B.
image-too-large = The image is larger than { $max } MB. Send a smaller one.
image-no-photo-format = This isn’t a JPEG, PNG or WebP image. Send one of these.
image-no-signature-format = This isn’t a PNG or JPEG image. Send one of these.
image-animated = The image is animated. Send a still one.
image-too-many-pixels = The image has too many pixels: at most { $max } million are accepted, and { $side } on each side. Send a smaller one.
image-broken = The image is damaged or incomplete. Save it again, then send the whole file.
