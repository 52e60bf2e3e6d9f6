error-400-title = Cette requête ne peut pas être comprise
error-400-text = Elle a été interrompue ou est mal formée. Revenez en arrière et réessayez.
error-invalid-utf8 = Elle contient des octets qui ne sont pas du texte (UTF-8). Revenez en arrière et saisissez de nouveau.
error-repeated-field = Le champ « { $field } » est présent plus d’une fois.
error-missing-field = Le champ « { $field } » manque.
error-unknown-value = Le champ « { $field } » contient une valeur qui n’est pas proposée ici.
error-bad-page = Les pages se comptent à partir de 1. Allez à la première page.
error-not-a-form = Cette adresse n’accepte que des formulaires.
error-401-title = Connectez-vous d’abord
error-401-text = Cette page est réservée aux personnes connectées.
error-403-title = Votre rôle ne le permet pas
error-403-text = Demandez à un administrateur de le faire pour vous.
error-cross-site-title = Ceci venait d’un autre site
error-cross-site-text = Un autre site l’a demandé en votre nom, rien n’a donc été fait. Si c’était vous, faites-le depuis une page de ce panneau.
error-404-title = Il n’y a rien ici
error-404-text = La page a peut-être été supprimée, ou l’adresse est mal saisie.
error-405-title = Cette adresse ne s’utilise pas ainsi
error-405-text = Revenez en arrière et utilisez le bouton ou le lien de la page.
error-409-title = Ce n’est plus possible
error-409-text = L’élément a été déplacé ou modifié entre-temps, rien n’a donc été fait. Ouvrez-le de nouveau pour voir son état actuel.
error-413-title = C’est trop à la fois
error-413-text = Le formulaire est plus grand que ce que le panneau accepte, rien n’a donc été enregistré. Revenez en arrière et raccourcissez-le.
error-429-title = Trop d’essais
error-429-text =
    { $seconds ->
        [one] Attendez une seconde et réessayez.
       *[other] Attendez { $seconds } secondes et réessayez.
    }
error-500-title = Une erreur s’est produite de notre côté
error-500-text = Rien n’a été enregistré. L’erreur est consignée dans le journal ; réessayez, et prévenez votre exploitant si elle persiste.
error-503-title = Le panneau est occupé
error-503-text = Rien n’a été enregistré. Réessayez dans un instant.
