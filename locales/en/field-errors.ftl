field-error-required = Fill this in.
field-error-too-long = Shorten this to { $max } characters or fewer.
field-error-too-short = Use at least { $min } characters.
field-error-control-character = There is an invisible control character in it. Type it again by hand.
field-error-direction-override = There is an invisible character in it that changes the direction of the text. Type it again by hand.
field-error-username-character = Use letters, digits and punctuation only, without spaces, colons or symbols.
field-error-username-taken = Another account has this username. Choose another one.
field-error-name-taken = Another project has this name. Choose another one.
field-error-unknown-choice = Choose one of those that are offered.
field-error-passwords-differ = The two new passwords differ. Type the same one twice.
field-error-password-guessable = This is guessed too soon. Use a few unrelated words, or Generate.
field-error-password-holds-username = The username must not be part of it.
field-error-current-password-required = Type the current password to change it.
field-error-current-password-wrong = This is not the current password.
field-error-wait-before-retry =
    { $seconds ->
        [one] Too many wrong ones. Wait a second and try again.
       *[other] Too many wrong ones. Wait { $seconds } seconds and try again.
    }
