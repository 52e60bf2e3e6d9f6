skip-to-content = Aller au contenu
title-error = Erreur :
error-summary-title =
    { $count ->
        [one] Il y a un problème
       *[other] Il y a { $count } problèmes
    }
nav-main = Navigation principale
nav-api-users = Utilisateurs d’API
nav-projects = Projets
nav-help = Centre d’aide
nav-language = Langue
nav-account = Mon compte
sign-out = Se déconnecter
go-to-start = Retour à l’accueil
cancel = Annuler
close = Fermer
copy = Copier
copied = Copié
delete = Supprimer
help-about = Aide : { $what }
help-lead = Ce que fait chaque écran, champ par champ.
help-pages = Pages d’aide
unsaved = Non enregistré
secret-once = Ces informations ne s’affichent qu’une seule fois. Copiez-les maintenant et conservez-les en lieu sûr.
time-never = Jamais
time-just-now = à l’instant
time-minutes-ago = il y a { $minutes } min
time-hours-ago = il y a { $hours } h
timezone-none = Aucun fuseau horaire ne correspond. Essayez une ville (Paris), un pays (France) ou un décalage (UTC+01:00).
status-new = Nouveau
status-active = Actif
status-inactive = Inactif
status-trash = Corbeille
status-new-meaning = Pas encore enregistré. Il pourra se connecter dès qu’il le sera.
status-active-meaning = Les utilisateurs d’API actifs peuvent se connecter, avec le rôle et les privilèges définis pour cette organisation.
status-inactive-meaning = Les utilisateurs d’API inactifs ne peuvent pas se connecter. Leurs réglages sont conservés.
status-trash-meaning = Les utilisateurs d’API de la corbeille ne peuvent pas se connecter. Seul un administrateur peut les supprimer définitivement.
move-to-active = Activer
move-to-inactive = Désactiver
move-to-trash = Mettre à la corbeille
api-user-role-operator = Opérateur
api-user-role-administrator = Administrateur
api-user-role-operator-meaning = Agit dans la limite de ses privilèges.
api-user-role-administrator-meaning = Peut aussi supprimer définitivement les fiches de la corbeille, avec le privilège « Mettre à la corbeille ou supprimer des fiches ».
panel-role-administrator = Administrateur
panel-role-manager = Gestionnaire
panel-role-auditor = Auditeur
theme-system = Thème du système
theme-light = Clair
theme-dark = Sombre
clash-title = Modifié entre-temps
clash-text = Les champs ci-dessous ont été modifiés à la fois ici et ailleurs. Rien n’est encore enregistré et votre saisie est toujours là. Choisissez la valeur à conserver, puis enregistrez de nouveau.
clash-by = Modifié par
clash-theirs = Conserver la valeur enregistrée :
clash-mine = La remplacer par la mienne :
clash-password = Le mot de passe a été changé. Pour le changer de nouveau, saisissez ce nouveau mot de passe dans « Mot de passe actuel ».
clash-came-along = Également modifié entre-temps ; ces modifications seront conservées :
merged-title = Enregistré, avec les modifications faites entre-temps
meanwhile-title = Modifié depuis l’ouverture de la page
meanwhile-text = Rien n’a encore été fait. Consultez les modifications, puis décidez.
meanwhile-by-you = vous, dans un autre onglet
meanwhile-by-administrator = un administrateur
meanwhile-by-command-line = la ligne de commande
meanwhile-change = { $field } : { $before } → { $after }
meanwhile-privileges = Privilèges dans { $project }
meanwhile-no-privileges = aucun
meanwhile-other = Autre chose
meanwhile-more =
    { $count ->
        [one] et une autre modification
       *[other] et { $count } autres modifications
    }
error-summary-line = { $field } : { $message }
pending = { $changes } dans { $projects }
pending-changes =
    { $count ->
        [one] { $n } modification
       *[other] { $n } modifications
    }
pending-projects =
    { $count ->
        [one] { $n } projet
       *[other] { $n } projets
    }
status-count-all = Tous
status-count-active = Actifs
status-count-inactive = Inactifs
status-count-trash = Corbeille
labelled = { $label } : { $value }
