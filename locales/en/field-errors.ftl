field-error-required =
    { $field ->
        [username] Enter a username.
        [name] Enter a name.
        [label] Enter a label.
        [password] Enter your password.
        [new_password] Enter a password.
        [new_password_again] Enter the password again.
        [q] Enter what to search for.
       *[other] Enter something here.
    }
field-error-too-long = Shorten this to { $max } characters or fewer.
field-error-too-short = Use at least { $min } characters.
field-error-control-character = This contains an invisible control character. Type it in instead of pasting it.
field-error-direction-override = This contains an invisible character that changes the direction of the text. Type it in instead of pasting it.
field-error-username-character = Use only letters, digits and symbols such as - _ . @ (no spaces, colons or emoji).
field-error-username-taken = This username is already taken. Choose a different one.
field-error-name-taken = This project name is already taken. Choose a different one.
field-error-unknown-choice = Choose one of the options.
field-error-unknown-timezone = No timezone matches this. Type a city, such as Paris, and choose its timezone from the list.
field-error-not-a-quota = Enter a whole number from 1 to { $max } in digits, or leave it empty for no quota.
field-error-passwords-differ = The passwords don’t match. Enter the same password in both fields.
field-error-password-guessable = This password is too easy to guess. Use a few unrelated words.
field-error-password-holds-username = This password contains the username. Choose a different password.
field-error-current-password-required =
    { $field ->
        [own_password] Enter your own password.
       *[other] Enter the current password to change it.
    }
field-error-current-password-wrong = This is not the current password. Check it and try again.
field-error-own-password-wrong = This is not your password. Check it and try again.
field-error-wait-before-retry =
    { $seconds ->
        [one] Incorrect password. Wait a second, then try again.
       *[other] Incorrect password. Wait { $seconds } seconds, then try again.
    }
