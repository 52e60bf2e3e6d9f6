new-project = Nouveau projet
save-project = Enregistrer le projet
project-search = Rechercher des projets
projects-none = Pas encore de projet
projects-none-text = Un projet est un ensemble de cartes. Un administrateur peut créer le premier avec « Nouveau projet ».
projects-no-hit = Aucun projet ne correspond
project-about = Projet
project-about-why = Un nouveau projet est inactif et aucun utilisateur d’API n’y a encore de privilège.
project-key = Clé secrète du projet
project-key-why = Les utilisateurs d’API l’envoient avec leur propre clé pour désigner le projet. Affichée une seule fois, à la création ; impossible de l’afficher de nouveau.
project-created-title = { $name } a été créé
project-created-text = Il est inactif : aucun utilisateur d’API n’y a accès tant que vous ne l’activez pas. Voici sa clé secrète.
project-created-next = Ouvrir { $name }
projects-range =
    { $total ->
        [one] 1 projet
       *[other] { $first }–{ $last } sur { $total } projets
    }
