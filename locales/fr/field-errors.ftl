field-error-required = Remplissez ce champ.
field-error-too-long = Raccourcissez à { $max } caractères au plus.
field-error-too-short = Utilisez au moins { $min } caractères.
field-error-control-character = Il contient un caractère de contrôle invisible. Saisissez-le de nouveau à la main.
field-error-direction-override = Il contient un caractère invisible qui change le sens du texte. Saisissez-le de nouveau à la main.
field-error-username-character = N’utilisez que des lettres, des chiffres et des signes de ponctuation, sans espace, deux-points ni symbole.
field-error-username-taken = Un autre compte porte ce nom d’utilisateur. Choisissez-en un autre.
field-error-name-taken = Un autre projet porte ce nom. Choisissez-en un autre.
field-error-unknown-choice = Choisissez parmi ce qui est proposé.
field-error-passwords-differ = Les deux nouveaux mots de passe diffèrent. Saisissez deux fois le même.
field-error-password-guessable = Il serait deviné trop vite. Utilisez quelques mots sans rapport, ou Générer.
field-error-password-holds-username = Il ne doit pas contenir le nom d’utilisateur.
field-error-current-password-required = Saisissez le mot de passe actuel pour le changer.
field-error-current-password-wrong = Ce n’est pas le mot de passe actuel.
field-error-wait-before-retry =
    { $seconds ->
        [one] Trop d’essais erronés. Attendez une seconde et réessayez.
       *[other] Trop d’essais erronés. Attendez { $seconds } secondes et réessayez.
    }
