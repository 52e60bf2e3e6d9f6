field-error-required = Fill this in.
field-error-too-long = Shorten this to { $max } characters or fewer.
field-error-too-short = Use at least { $min } characters.
field-error-control-character = There is an invisible control character in it. Type it again by hand.
field-error-direction-override = There is an invisible character in it that changes the direction of the text. Type it again by hand.
field-error-username-character = Use letters, digits and signs such as - _ . @ only. Spaces, colons and emoji aren’t allowed.
field-error-username-taken = Another account has this username. Choose another one.
field-error-name-taken = Another project has this name. Choose another one.
field-error-unknown-choice = Choose one of those that are offered.
field-error-passwords-differ = The two new passwords differ. Type the same one twice.
field-error-password-guessable = This is guessed too soon. Use a few unrelated words.
field-error-password-holds-username = The username must not be part of it. Choose another password.
field-error-current-password-required = Type the current password. Without it, nothing is changed.
field-error-current-password-wrong = This is not the current password. Check it and try again.
field-error-wait-before-retry =
    { $seconds ->
        [one] The last one was wrong. Wait a second, then try again.
       *[other] The last one was wrong. Wait { $seconds } seconds, then try again.
    }
