error-400-title = This request can’t be understood
error-400-text = It broke off or is malformed. Go back and try again.
error-invalid-utf8 = It holds bytes that are no text (UTF-8). Go back and type it again.
error-repeated-field = The field “{ $field }” is there more than once.
error-missing-field = The field “{ $field }” is missing.
error-unknown-value = The field “{ $field }” holds something that isn’t offered here.
error-bad-page = Pages are counted from 1. Go to the first page.
error-not-a-form = This address takes forms only.
error-401-title = Sign in first
error-401-text = This page is for people who are signed in.
error-403-title = Your role doesn’t allow this
error-403-text = Ask an Administrator to do it for you.
error-cross-site-title = This came from another site
error-cross-site-text = Another site asked for this in your name, so nothing was done. If it was you, do it from a page of this panel.
error-404-title = There is nothing here
error-404-text = The page may have been deleted, or the address may be mistyped.
error-405-title = This address can’t be used that way
error-405-text = Go back and use the button or the link of the page.
error-409-title = This is no longer possible
error-409-text = It was moved or changed in between, so nothing was done. Open it again to see how it stands now.
error-413-title = This is too much at once
error-413-text = The form is larger than the panel takes, so nothing was saved. Go back and shorten it.
error-429-title = Too many attempts
error-429-text =
    { $seconds ->
        [one] Wait a second and try again.
       *[other] Wait { $seconds } seconds and try again.
    }
error-500-title = Something went wrong on our side
error-500-text = Nothing was saved. It’s in the log; try again, and tell your operator if it goes on.
error-503-title = The panel is busy
error-503-text = Nothing was saved. Try again in a moment.
