image-not-base64 = Le texte n’est pas du Base64 valide. Dans un formulaire, écrivez + sous la forme %2B.
image-too-large = L’image dépasse { $max } Mo. Envoyez-en une plus petite.
image-no-photo-format = Ce n’est pas une image JPEG, PNG ou WebP. Envoyez l’un de ces formats.
image-no-signature-format = Ce n’est pas une image PNG ou JPEG. Envoyez l’un de ces formats.
image-animated = L’image est animée. Envoyez une image fixe.
image-too-many-pixels = L’image a trop de pixels : { $max } millions au plus, et { $side } par côté. Envoyez-en une plus petite.
image-broken = L’image est endommagée ou incomplète. Enregistrez-la de nouveau, puis envoyez le fichier entier.
