field-error-required =
    { $field ->
        [username] Enter a username.
        [name] Enter a name.
        [password] Enter your password.
        [new_password] Enter a password.
        [new_password_again] Enter the password again.
        [q] Enter what to search for.
       *[other] Enter something here.
    }
field-error-too-long = Shorten this to { $max } characters or fewer.
field-error-too-short = Use at least { $min } characters.
field-error-control-character = This contains an invisible control character. Type it again by hand.
field-error-direction-override = This contains an invisible character that changes the direction of the text. Type it again by hand.
field-error-username-character = Use letters, digits and signs such as - _ . @ only. Spaces, colons and emoji aren’t allowed.
field-error-username-taken = Another account has this username. Choose another one.
field-error-name-taken = Another project has this name. Choose another one.
field-error-unknown-choice = Choose one of the options.
field-error-unknown-timezone = No timezone matches this. Type a city, such as Paris, and choose its timezone.
field-error-passwords-differ = The two passwords differ. Enter the same one twice.
field-error-password-guessable = This password is too easy to guess. Use a few unrelated words.
field-error-password-holds-username = The password contains the username. Choose another one.
field-error-current-password-required = Enter the current password to change it.
field-error-current-password-wrong = This is not the current password. Check it and try again.
field-error-own-password-wrong = This is not your password. Check it and try again.
field-error-wait-before-retry =
    { $seconds ->
        [one] That was wrong. Wait a second, then try again.
       *[other] That was wrong. Wait { $seconds } seconds, then try again.
    }
