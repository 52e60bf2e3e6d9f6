sign-in = Se connecter
sign-in-help = Mot de passe oublié ? Demandez à un administrateur de le réinitialiser.
sign-in-wrong = Nom d’utilisateur ou mot de passe incorrect.
sign-in-wait =
    { $seconds ->
        [one] Trop de tentatives. Patientez une seconde, puis réessayez.
       *[other] Trop de tentatives. Patientez { $seconds } secondes, puis réessayez.
    }
sign-in-session-over = Votre session a expiré. Reconnectez-vous pour continuer.
sign-in-session-over-dropped = Votre session a expiré. Votre saisie n’a pas pu être conservée, car une autre personne s’est connectée en dernier dans ce navigateur. Revenez en arrière pour la retrouver, connectez-vous dans un autre onglet, puis renvoyez-la.
sign-in-typed-kept = Votre saisie est conservée, sauf les mots de passe.
resume-title = Reprendre la saisie
resume-text = Votre saisie est toujours là, sauf les mots de passe. Elle n’est pas encore enregistrée.
resume-button = Reprendre la saisie
first-run-title = Créer le premier administrateur
first-run-text = Personne ne peut encore se connecter. Ce compte aura tous les droits dans l’administration.
first-run-button = Créer et se connecter
