sign-in = Se connecter
sign-in-help = Mot de passe oublié ? Un administrateur ou l’exploitant de ce panneau peut vous en donner un nouveau.
sign-in-wrong = Ce nom d’utilisateur et ce mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.
sign-in-wait =
    { $seconds ->
        [one] Trop d’essais. Attendez une seconde, puis réessayez.
       *[other] Trop d’essais. Attendez { $seconds } secondes, puis réessayez.
    }
sign-in-session-over = Votre session est terminée. Connectez-vous pour continuer.
sign-in-typed-kept = Ce que vous avez saisi est conservé.
resume-title = Bon retour
resume-text = Ce que vous aviez saisi est toujours là. Ce n’est pas encore enregistré.
resume-button = Continuer
first-run-title = Créer le premier administrateur
first-run-text = Personne ne peut encore se connecter. Ce compte peut tout faire.
first-run-button = Créer et se connecter
