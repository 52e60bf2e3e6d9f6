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
list-none = Pas encore d’utilisateur d’API
list-none-text = Un utilisateur d’API est un compte machine qui accède à vos projets. Créez le premier avec « Nouvel utilisateur d’API ».
list-none-ask = Un utilisateur d’API est un compte machine qui accède à vos projets. Demandez à un administrateur de créer le premier.
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
preview-open = Ouvrir { $username }
preview-privileges = Privilèges
preview-no-privileges = Aucun, dans aucun projet.
preview-more =
    { $count ->
        [one] et un autre projet
       *[other] et { $count } autres projets
    }
save-user = Enregistrer l’utilisateur
setup-account = Compte
setup-account-why = Qui se connecte, et comment on lui répond.
setup-password-why = Saisissez son mot de passe actuel et deux fois le nouveau, puis enregistrez.
setup-password-new-why = L’utilisateur d’API se connecte avec ce mot de passe et avec sa clé secrète, créée à l’enregistrement.
setup-password-lost = Réinitialiser un mot de passe perdu
generate = Générer
generated-note = Un mot de passe robuste est saisi deux fois. Copiez-le maintenant : il ne sera plus affiché après l’enregistrement.
password-again-note = Si vous aviez saisi des mots de passe, saisissez-les de nouveau : ils ne vous sont jamais renvoyés.
user-key = Clé secrète de l’utilisateur
user-key-why = Affichée une seule fois, à la création. Elle ne peut plus l’être.
key-ends-in = La clé se termine par
key-created = Clé créée
created-title = { $username } est créé
created-text = Il peut se connecter dès maintenant. Transmettez ces identifiants à la personne qui s’en occupe.
reset-title = Réinitialiser le mot de passe de { $username }
reset-text = Un mot de passe aléatoire et robuste remplace aussitôt celui qui est perdu. Il s’affiche une seule fois, à la page suivante.
reset-button = Réinitialiser le mot de passe
was-reset-title = Le mot de passe de { $username } est réinitialisé
was-reset-text = L’ancien mot de passe ne fonctionne plus. Transmettez le nouveau à la personne qui s’occupe de cet utilisateur d’API. Sa clé secrète reste la même.
delete-title = Supprimer définitivement { $username } ?
delete-goes = Sera supprimé
delete-goes-fields = L’utilisateur d’API avec tous ses champs et son mot de passe
delete-goes-privileges =
    { $projects ->
        [0] Ses privilèges : il n’en a aucun
        [one] Ses privilèges dans un projet
       *[other] Ses privilèges dans { $projects } projets
    }
delete-goes-key = Sa clé secrète, qui cesse de fonctionner
delete-goes-name = Son nom d’utilisateur, que tout autre compte pourra alors prendre
delete-stays = Sera conservé
delete-stays-audit = Le journal d’audit, avec le nom et tout ce qui a été fait
delete-stays-records = Toutes les fiches qu’il a ajoutées ou modifiées
delete-button = Supprimer { $username }
gone-title = Cet utilisateur d’API a été supprimé entre-temps
gone-text = Ce que vous avez saisi est toujours là et n’est pas enregistré. Les privilèges dans les projets qui n’étaient pas affichés ont disparu.
gone-save = Enregistrer l’utilisateur en fait un nouvel utilisateur d’API, avec un nouveau mot de passe et une nouvelle clé secrète.
list-show-all = Tout afficher
list-range =
    { $total ->
        [one] 1 utilisateur d’API
       *[other] { $first }–{ $last } sur { $total } utilisateurs d’API
    }
list-range-many = { $first }–{ $last } sur plus de { $total } utilisateurs d’API
list-none-there = Aucun utilisateur d’API n’a ce statut
setup-sections = Sections de cette page
setup-key = Clé
setup-privileges = Privilèges
setup-change-password = Changer le mot de passe
generated-note-new = Un mot de passe robuste est saisi deux fois. Copiez-le maintenant ou à la page suivante, où il s’affiche une dernière fois.
created-open = Ouvrir { $username }
back-to-list = Revenir à la liste
hand-over-username = Nom d’utilisateur
hand-over-password = Mot de passe
hand-over-key = Clé secrète de l’utilisateur
hand-over-copy-all = Tout copier
hand-over-download = Télécharger un fichier
hand-over-line = { $label } : { $value }
