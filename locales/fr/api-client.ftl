open-api-client = Ouvrir le client d’API
api-client = Client d’API
api-client-why = Voyez un appel tel que les programmes le font, et lancez-le en tant qu’utilisateur d’API, sans son mot de passe ni ses clés.
api-client-choose = Qui appelle quoi
api-client-continue = Continuer
api-client-as = en tant que { $name } dans { $project }
api-client-empty = Les champs laissés vides ne sont pas envoyés.
api-client-key-field = Le champ unique qui désigne la fiche.
api-client-key-value = La valeur de ce champ, par exemple 10000.
api-client-default = { $about } Par défaut : { $default }.
api-client-show = Afficher la requête
api-client-rehearse = Essai à blanc
api-client-run = Lancer { $action }
api-client-answer = Réponse
api-client-answer-text = Ce que le serveur envoie.
api-client-would = Essai à blanc
api-client-would-text = Ce que le serveur enverrait. Rien n’a été modifié, consigné ni compté.
api-client-status = Statut HTTP
api-client-cut =
    { $count ->
        [one] Un caractère de plus n’est pas affiché. Précisez l’appel pour tout voir.
       *[other] { $count } caractères de plus ne sont pas affichés. Précisez l’appel pour tout voir.
    }
api-client-request = Requête
api-client-request-why = Des programmes qui font cet appel. Définissez d’abord les variables : elles contiennent le mot de passe et les clés.
api-client-environment = Variables à définir d’abord
api-client-confirmation = Je sais que cet appel modifie de vraies fiches
api-client-confirmation-why = Dans { $project }. L’appel est consigné comme un appel de cet utilisateur d’API, lancé par vous, et compte dans son quota.
api-client-unconfirmed = Cochez cette case pour lancer l’appel.
api-client-picture-none = Non envoyée
api-client-picture-file = Depuis un fichier
api-client-picture-empty = Vide : la supprime
api-client-file-hint = { $formats } À choisir de nouveau à chaque envoi : les navigateurs ne gardent pas les fichiers.
api-client-file-missing = Choisissez le fichier, ou choisissez « Non envoyée » juste avant.
api-client-empty-box = Envoyer vide
api-client-shortened = { $beginning }… ({ $count } caractères)
api-client-download = Télécharger { $file }
api-client-kilobytes = { $count } Ko
api-client-writes = Chaque programme écrit aussi { $file }.
