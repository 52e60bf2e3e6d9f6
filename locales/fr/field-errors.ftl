field-error-required = Remplissez ce champ.
field-error-too-long = Raccourcissez ce texte à { $max } caractères au plus.
field-error-too-short = Utilisez au moins { $min } caractères.
field-error-control-character = Il contient un caractère de contrôle invisible. Saisissez-le de nouveau à la main.
field-error-direction-override = Il contient un caractère invisible qui change le sens du texte. Saisissez-le de nouveau à la main.
field-error-username-character = N’utilisez que des lettres, des chiffres et des signes comme - _ . @. Les espaces, les deux-points et les émojis ne sont pas admis.
field-error-username-taken = Un autre compte porte ce nom d’utilisateur. Choisissez-en un autre.
field-error-name-taken = Un autre projet porte ce nom. Choisissez-en un autre.
field-error-unknown-choice = Choisissez l’une des options proposées.
field-error-passwords-differ = Les deux nouveaux mots de passe diffèrent. Saisissez deux fois le même.
field-error-password-guessable = Il est trop facile à deviner. Utilisez quelques mots sans rapport entre eux.
field-error-password-holds-username = Il ne doit pas contenir le nom d’utilisateur. Choisissez un autre mot de passe.
field-error-current-password-required = Saisissez le mot de passe actuel. Sans lui, rien n’est changé.
field-error-current-password-wrong = Ce n’est pas le mot de passe actuel. Vérifiez-le et réessayez.
field-error-wait-before-retry =
    { $seconds ->
        [one] Le dernier essai était erroné. Attendez une seconde, puis réessayez.
       *[other] Le dernier essai était erroné. Attendez { $seconds } secondes, puis réessayez.
    }
