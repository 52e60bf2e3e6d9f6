api-users-list = Liste des utilisateurs d’API
api-user-setup = Réglages de l’utilisateur d’API
new-api-user = Nouvel utilisateur d’API
list-by-status = Par statut
list-search = Rechercher
list-search-for = Rechercher des utilisateurs d’API
list-search-hint = Nom d’utilisateur ou organisation
list-search-hint-notes = Nom, organisation ou note
list-any-role = Tous
list-sort = Trier par
list-reset = Réinitialiser les filtres
list-inserted = Ajouté
list-modified = Modifié
list-range =
    { $total ->
        [one] { $first }–{ $last } sur { $total } élément
       *[other] { $first }–{ $last } sur { $total } éléments
    }
list-range-many = { $first }–{ $last } sur plus de { $total } éléments
list-none = Pas encore d’utilisateur d’API
list-none-text = Un utilisateur d’API est un compte machine qui accède à vos projets. Créez le premier avec « Nouvel utilisateur d’API ».
list-none-ask = Un utilisateur d’API est un compte machine qui accède à vos projets. Demandez à un Administrateur de créer le premier.
list-no-hit = Aucun utilisateur d’API ne correspond
list-no-hit-text = Essayez une recherche plus courte ou choisissez « Réinitialiser les filtres ».
pager = Pages
pager-size = Par page
pager-page = Page
pager-of = sur { $last }
pager-page-of = Page { $page } sur { $last }
pager-previous = Précédente
pager-next = Suivante
pager-go = Aller
preview = Aperçu
preview-of = Aperçu de { $username }
preview-failed = L’aperçu ne peut pas être chargé. Ouvrez plutôt l’utilisateur d’API.
preview-open = Ouvrir les réglages
preview-privileges = Privilèges
preview-no-privileges = Aucun, dans aucun projet.
preview-more =
    { $count ->
        [one] et un autre projet
       *[other] et { $count } autres projets
    }
save-user = Enregistrer l’utilisateur
setup-account = Compte
setup-account-why = Qui se connecte, avec quel rôle et pour quelle organisation.
setup-preferences = Préférences
setup-preferences-why = Dans quelle langue et quel fuseau horaire l’API répond. Ce qui est stocké reste identique.
setup-note-why = À quoi sert cet utilisateur d’API et qui s’en occupe.
setup-password-why = Laissez les trois champs vides pour le garder. Pour le changer, saisissez aussi le mot de passe actuel.
setup-password-new-why = L’utilisateur d’API se connecte avec lui et avec sa clé secrète, que vous obtenez en enregistrant.
setup-password-lost = Réinitialiser un mot de passe perdu
generate = Générer
generated-note = Un mot de passe aléatoire et robuste est saisi deux fois. Copiez-le avant d’enregistrer : il ne sera plus affiché.
password-again-note = Les mots de passe ne vous sont jamais renvoyés. Si vous en aviez saisi un, saisissez-le de nouveau.
user-key = Clé secrète de l’utilisateur
user-key-why = L’utilisateur d’API l’envoie avec son nom d’utilisateur et son mot de passe. Elle a été affichée une seule fois, à la création.
key-ends-in = Se termine par (avant le contrôle)
key-created = Clé créée
created-title = L’utilisateur d’API est créé
created-text = Il peut se connecter dès maintenant avec son nom d’utilisateur, son mot de passe et cette clé secrète.
created-next = Ouvrir ses réglages
reset-title = Réinitialiser un mot de passe perdu
reset-text = Un mot de passe aléatoire et robuste remplace aussitôt celui qui est perdu. Il s’affiche une seule fois, à la page suivante.
reset-button = Réinitialiser le mot de passe
was-reset-title = Le mot de passe est réinitialisé
was-reset-text = L’ancien mot de passe ne fonctionne plus. Transmettez le nouveau à la personne qui s’occupe de cet utilisateur d’API.
was-reset-next = Revenir à ses réglages
delete-title = Supprimer définitivement ?
delete-goes = Ce qui disparaît
delete-goes-fields = L’utilisateur d’API avec tous ses champs et son mot de passe
delete-goes-privileges =
    { $projects ->
        [0] Ses privilèges : il n’en a aucun
        [one] Ses privilèges dans un projet
       *[other] Ses privilèges dans { $projects } projets
    }
delete-goes-key = Sa clé secrète, qui cesse de fonctionner
delete-goes-name = Son nom d’utilisateur, que tout autre compte pourra alors prendre
delete-stays = Ce qui reste
delete-stays-audit = La piste d’audit, avec le nom et tout ce qui a été fait
delete-stays-records = Toutes les fiches qu’il a ajoutées ou modifiées
delete-button = Supprimer { $username }
gone-title = Cet utilisateur d’API a été supprimé entre-temps
gone-text = Ce que vous avez saisi est toujours là et n’est pas enregistré. Les privilèges dans les projets qui n’étaient pas affichés ont disparu.
gone-save = Enregistrer l’utilisateur en fait un nouvel utilisateur d’API, avec un nouveau mot de passe et une nouvelle clé secrète.
list-none-there = Aucun utilisateur d’API n’a ce statut
list-show-all = Tout afficher
