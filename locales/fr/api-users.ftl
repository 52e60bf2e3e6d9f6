api-users-list = Liste des utilisateurs d’API
api-user-setup = Réglages de l’utilisateur d’API
new-api-user = Nouvel utilisateur d’API
list-by-status = Filtrer par statut
list-search = Rechercher
list-search-for = Rechercher des utilisateurs d’API
list-search-hint = Nom d’utilisateur ou organisation
list-search-hint-notes = Nom, organisation ou note
list-any-role = Tous
list-sort = Trier par
list-reset = Réinitialiser les filtres
list-inserted = Créé
list-modified = Modifié
list-none = Pas encore d’utilisateur d’API
list-none-text = Un utilisateur d’API est un compte technique qui accède à vos projets. Créez le premier avec « Nouvel utilisateur d’API ».
list-none-ask = Un utilisateur d’API est un compte technique qui accède à vos projets. Demandez à un administrateur de créer le premier.
list-no-hit = Aucun utilisateur d’API ne correspond
list-no-hit-text = Essayez une recherche plus courte ou réinitialisez les filtres.
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
preview-failed = Impossible de charger l’aperçu. Ouvrez plutôt l’utilisateur d’API.
preview-open = Ouvrir { $username }
preview-privileges = Privilèges
preview-no-privileges = Aucun privilège, dans aucun projet.
preview-more =
    { $count ->
        [one] et un autre projet
       *[other] et { $count } autres projets
    }
save-user = Enregistrer l’utilisateur
setup-account = Compte
setup-account-why = Identité, langue et fuseau horaire.
setup-password-why = Saisissez une fois son mot de passe actuel et deux fois le nouveau, puis enregistrez.
setup-password-new-why = L’utilisateur d’API se connecte avec ce mot de passe et avec sa clé secrète, créée à l’enregistrement.
setup-password-lost = Réinitialiser un mot de passe perdu
generate = Générer
generated-note = Un mot de passe robuste a été généré et saisi dans les deux champs. Copiez-le maintenant : il ne sera plus affiché après l’enregistrement.
password-again-note = Si vous aviez saisi des mots de passe, ressaisissez-les : par sécurité, ils ne sont jamais renvoyés à la page.
user-key = Clé secrète de l’utilisateur
user-key-why = Affichée une seule fois, à la création ; impossible de l’afficher de nouveau.
key-ends-in = La clé se termine par
key-created = Clé créée
created-title = { $username } a été créé
created-text = Il peut se connecter dès maintenant. Transmettez ces identifiants à la personne qui s’en occupe.
reset-title = Réinitialiser le mot de passe de { $username }
reset-text = Un mot de passe aléatoire et robuste remplacera immédiatement l’actuel. Il ne s’affichera qu’une seule fois, à la page suivante.
reset-button = Réinitialiser le mot de passe
was-reset-title = Le mot de passe de { $username } a été réinitialisé
was-reset-text = L’ancien mot de passe ne fonctionne plus. Transmettez le nouveau à la personne qui s’occupe de cet utilisateur d’API. Sa clé secrète reste la même.
delete-title = Supprimer définitivement { $username } ?
delete-goes = Sera supprimé
delete-goes-fields = L’utilisateur d’API avec tous ses champs et son mot de passe
delete-goes-privileges =
    { $projects ->
        [0] Ses privilèges (il n’en a aucun)
        [one] Ses privilèges dans un projet
       *[other] Ses privilèges dans { $projects } projets
    }
delete-goes-key = Sa clé secrète, qui cesse de fonctionner
delete-goes-name = Son nom d’utilisateur, qu’un autre compte pourra reprendre
delete-stays = Sera conservé
delete-stays-audit = Le journal d’audit, avec son nom et tout ce qui a été fait
delete-stays-records = Toutes les fiches qu’il a ajoutées ou modifiées
delete-button = Supprimer { $username }
gone-title = Cet utilisateur d’API a été supprimé entre-temps
gone-text = Votre saisie est toujours là, mais n’est pas enregistrée. Ses privilèges dans les projets qui n’étaient pas affichés sont perdus.
gone-save = « Enregistrer l’utilisateur » en fera un nouvel utilisateur d’API, avec un nouveau mot de passe et une nouvelle clé secrète.
list-show-all = Tout afficher
list-range =
    { $total ->
        [one] 1 utilisateur d’API
       *[other] { $first }–{ $last } sur { $total } utilisateurs d’API
    }
list-range-many = { $first }–{ $last } sur plus de { $total } utilisateurs d’API
list-none-there = Aucun utilisateur d’API n’a ce statut
setup-sections = Sur cette page
setup-key = Clé
setup-privileges = Privilèges
setup-change-password = Changer le mot de passe
generated-note-new = Un mot de passe robuste a été généré et saisi dans les deux champs. Copiez-le maintenant ou à la page suivante, où il s’affichera une dernière fois.
created-open = Ouvrir { $username }
back-to-list = Retour à la liste
hand-over-username = Nom d’utilisateur
hand-over-password = Mot de passe
hand-over-key = Clé secrète de l’utilisateur
hand-over-copy-all = Tout copier
hand-over-download = Télécharger en fichier texte
hand-over-next = Comment les programmes s’en servent :
hand-over-reference = API Producer
