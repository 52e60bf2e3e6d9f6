field-error-required =
    { $field ->
        [username] Saisissez un nom d’utilisateur.
        [name] Saisissez un nom.
        [password] Saisissez votre mot de passe.
        [new_password] Saisissez un mot de passe.
        [new_password_again] Saisissez de nouveau le mot de passe.
        [q] Saisissez ce qu’il faut rechercher.
       *[other] Complétez ce champ.
    }
field-error-too-long = Raccourcissez ce texte à { $max } caractères au plus.
field-error-too-short = Utilisez au moins { $min } caractères.
field-error-control-character = Il contient un caractère de contrôle invisible. Saisissez-le de nouveau à la main.
field-error-direction-override = Il contient un caractère invisible qui change le sens du texte. Saisissez-le de nouveau à la main.
field-error-username-character = N’utilisez que des lettres, des chiffres et des signes comme - _ . @. Les espaces, les deux-points et les émojis ne sont pas admis.
field-error-username-taken = Un autre compte porte ce nom d’utilisateur. Choisissez-en un autre.
field-error-name-taken = Un autre projet porte ce nom. Choisissez-en un autre.
field-error-unknown-choice = Choisissez l’une des options proposées.
field-error-unknown-timezone = Aucun fuseau horaire ne correspond. Saisissez une ville, par exemple Paris, et choisissez son fuseau.
field-error-passwords-differ = Les deux mots de passe diffèrent. Saisissez deux fois le même.
field-error-password-guessable = Ce mot de passe est trop facile à deviner. Utilisez quelques mots sans rapport entre eux.
field-error-password-holds-username = Le mot de passe contient le nom d’utilisateur. Choisissez-en un autre.
field-error-current-password-required = Saisissez le mot de passe actuel pour le changer.
field-error-current-password-wrong = Ce n’est pas le mot de passe actuel. Vérifiez-le et réessayez.
field-error-own-password-wrong = Ce n’est pas votre mot de passe. Vérifiez-le et réessayez.
field-error-wait-before-retry =
    { $seconds ->
        [one] Mot de passe incorrect. Attendez une seconde, puis réessayez.
       *[other] Mot de passe incorrect. Attendez { $seconds } secondes, puis réessayez.
    }
