sign-in = Se connecter
sign-in-help = Mot de passe oublié ? Demandez à un administrateur de le réinitialiser.
sign-in-wrong = Nom d’utilisateur ou mot de passe incorrect.
sign-in-wait =
    { $seconds ->
        [one] Trop d’essais. Attendez une seconde, puis réessayez.
       *[other] Trop d’essais. Attendez { $seconds } secondes, puis réessayez.
    }
sign-in-session-over = Votre session est terminée. Connectez-vous pour continuer.
sign-in-session-over-dropped = Votre session est terminée. Votre saisie n’a pas pu être gardée, car la dernière connexion dans ce navigateur n’est pas la vôtre. Revenez en arrière pour la retrouver, connectez-vous dans un autre onglet, puis renvoyez-la.
sign-in-typed-kept = Ce que vous avez saisi est conservé, sauf les mots de passe.
resume-title = Reprendre la saisie
resume-text = Ce que vous avez saisi est toujours là, sauf les mots de passe. Ce n’est pas encore enregistré.
resume-button = Reprendre la saisie
first-run-title = Créer le premier administrateur
first-run-text = Personne ne peut encore se connecter. Ce compte pourra tout faire dans le panneau.
first-run-button = Créer et se connecter
