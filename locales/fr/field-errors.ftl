field-error-required =
    { $field ->
        [username] Saisissez un nom d’utilisateur.
        [name] Saisissez un nom.
        [label] Saisissez un libellé.
        [password] Saisissez votre mot de passe.
        [new_password] Saisissez un mot de passe.
        [new_password_again] Saisissez de nouveau le mot de passe.
        [q] Saisissez un texte à rechercher.
       *[other] Remplissez ce champ.
    }
field-error-too-long = Limitez ce texte à { $max } caractères.
field-error-too-short = Utilisez au moins { $min } caractères.
field-error-control-character = Ce champ contient un caractère de contrôle invisible. Saisissez le texte au clavier au lieu de le coller.
field-error-direction-override = Ce champ contient un caractère invisible qui change le sens de lecture. Saisissez le texte au clavier au lieu de le coller.
field-error-username-character = Utilisez seulement des lettres, des chiffres et des signes comme - _ . @ (ni espace, ni deux-points, ni émoji).
field-error-username-taken = Ce nom d’utilisateur est déjà pris. Choisissez-en un autre.
field-error-name-taken = Ce nom de projet est déjà pris. Choisissez-en un autre.
field-error-unknown-choice = Choisissez l’une des options proposées.
field-error-unknown-timezone = Aucun fuseau horaire ne correspond. Saisissez une ville, par exemple Paris, et choisissez son fuseau dans la liste.
field-error-not-a-quota = Saisissez un nombre entier de 1 à { $max } en chiffres, ou laissez vide pour ne pas fixer de quota.
field-error-passwords-differ = Les deux mots de passe ne sont pas identiques. Saisissez le même dans les deux champs.
field-error-password-guessable = Ce mot de passe est trop facile à deviner. Utilisez quelques mots sans rapport entre eux.
field-error-password-holds-username = Ce mot de passe contient le nom d’utilisateur. Choisissez un autre mot de passe.
field-error-current-password-required =
    { $field ->
        [own_password] Saisissez votre propre mot de passe.
       *[other] Saisissez le mot de passe actuel pour pouvoir le changer.
    }
field-error-current-password-wrong = Ce n’est pas le mot de passe actuel. Vérifiez-le et réessayez.
field-error-own-password-wrong = Ce n’est pas votre mot de passe. Vérifiez-le et réessayez.
field-error-wait-before-retry =
    { $seconds ->
        [one] Mot de passe incorrect. Patientez une seconde, puis réessayez.
       *[other] Mot de passe incorrect. Patientez { $seconds } secondes, puis réessayez.
    }
