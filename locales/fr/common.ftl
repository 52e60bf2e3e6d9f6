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
go-to-start = Aller à la page d’accueil
cancel = Annuler
close = Fermer
copy = Copier
copied = Copié
delete = Supprimer
help-about = Aide : { $what }
help-lead = Ce que fait chaque écran, champ par champ.
help-pages = Pages d’aide
unsaved = Modifications non enregistrées
secret-once = Ceci ne s’affiche qu’une seule fois. Copiez-le maintenant et gardez-le en lieu sûr.
time-never = Jamais
time-just-now = à l’instant
time-minutes-ago = il y a { $minutes } min
time-hours-ago = il y a { $hours } h
timezone-none = Aucun fuseau horaire ne correspond. Essayez une ville, un pays ou un décalage, par exemple Paris, France ou UTC+01:00.
status-new = Nouveau
status-active = Actif
status-inactive = Inactif
status-trash = Corbeille
status-new-meaning = Pas encore enregistré. Il pourra se connecter dès l’enregistrement.
status-active-meaning = Les utilisateurs d’API actifs peuvent se connecter, avec le rôle et les privilèges définis pour cette organisation.
status-inactive-meaning = Les utilisateurs d’API inactifs ne peuvent pas se connecter. Leurs réglages sont conservés.
status-trash-meaning = Les utilisateurs d’API de la corbeille ne peuvent pas se connecter. Seul un administrateur peut les supprimer définitivement.
move-to-active = Activer
move-to-inactive = Désactiver
move-to-trash = Mettre à la corbeille
api-user-role-operator = Opérateur
api-user-role-administrator = Administrateur
api-user-role-operator-meaning = Fait ce que permettent ses privilèges.
api-user-role-administrator-meaning = Avec « Mettre à la corbeille ou supprimer des fiches », peut aussi supprimer définitivement les fiches de la corbeille.
panel-role-administrator = Administrateur
panel-role-manager = Gestionnaire
panel-role-auditor = Auditeur
theme-system = Thème du système
theme-light = Clair
theme-dark = Sombre
clash-title = Modifié entre-temps
clash-text = Les champs ci-dessous ont été modifiés ici et ailleurs. Rien n’est encore enregistré et tout ce que vous avez saisi est toujours là. Choisissez ce qu’il faut garder, puis enregistrez de nouveau.
clash-by = Modifié par
clash-theirs = Garder la valeur enregistrée :
clash-mine = La remplacer par la mienne :
clash-password = Le mot de passe a été modifié. Pour le modifier de nouveau, saisissez le plus récent comme mot de passe actuel.
clash-came-along = Également modifié entre-temps, et conservé par votre enregistrement :
merged-title = Enregistré avec ce qui a été modifié entre-temps
meanwhile-title = Modifié depuis que vous avez ouvert la page
meanwhile-text = Rien n’a encore été fait. Voyez ce qui s’est passé, puis décidez.
meanwhile-by-you = vous, dans un autre onglet
meanwhile-by-command-line = la ligne de commande
meanwhile-change = { $field } : { $before } → { $after }
meanwhile-privileges = Privilèges dans { $project }
meanwhile-no-privileges = aucun
meanwhile-other = Autre chose
meanwhile-more =
    { $count ->
        [one] et un autre
       *[other] et { $count } autres
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
