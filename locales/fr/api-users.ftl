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
list-range = { $first }–{ $last } sur { $total } éléments
list-range-many = { $first }–{ $last } sur plus de { $total } éléments
list-none = Pas encore d’utilisateur d’API
list-none-text = Un utilisateur d’API est un compte machine qui accède à vos projets. Créez le premier.
list-none-ask = Un utilisateur d’API est un compte machine qui accède à vos projets. Demandez à un administrateur de créer le premier.
list-no-hit = Aucun utilisateur d’API ne correspond
list-no-hit-text = Essayez moins de lettres, ou réinitialisez les filtres.
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
setup-account-why = Qui se connecte, et ce qu’il peut faire des fiches mises à la corbeille.
setup-preferences = Préférences
setup-preferences-why = Comment l’API lui répond. Les changer ne change que l’affichage.
setup-note-why = Pour vous : à quoi il sert, qui s’en occupe.
setup-password-why = Pour le changer, l’actuel est nécessaire.
setup-password-new-why = Il se connecte avec, accompagné de sa clé secrète.
setup-password-lost = Réinitialiser un mot de passe perdu
generate = Générer
generated-note = Créé pour vous et saisi deux fois. Copiez-le maintenant : il ne sera plus affiché après l’enregistrement.
password-again-note = Les mots de passe ne vous sont jamais renvoyés. Si vous en aviez saisi un, saisissez-le de nouveau.
user-key = Clé secrète de l’utilisateur
user-key-why = Il envoie la clé avec le nom d’utilisateur et le mot de passe. Elle a été affichée une fois, à la création.
key-ends-in = Se termine par
key-created = Clé créée
created-title = L’utilisateur d’API est créé
created-text = Il peut se connecter dès maintenant avec son nom d’utilisateur, son mot de passe et cette clé secrète.
created-next = Ouvrir ses réglages
reset-title = Réinitialiser un mot de passe perdu
reset-text = Un mot de passe aléatoire fort remplace aussitôt celui qui est perdu. Il est affiché une seule fois.
reset-button = Réinitialiser le mot de passe
was-reset-title = Le mot de passe est réinitialisé
was-reset-text = L’ancien mot de passe ne fonctionne plus. Transmettez le nouveau à qui exploite cet utilisateur d’API.
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
delete-goes-name = Son nom d’utilisateur, que n’importe quel compte pourra prendre
delete-stays = Ce qui reste
delete-stays-audit = La piste d’audit, avec le nom et tout ce qui a été fait
delete-stays-records = Toutes les fiches qu’il a ajoutées ou modifiées
delete-button = Supprimer { $username }
