privileges-title = Privilèges de l’utilisateur d’API par projet
privileges-why = Ce qu’il peut faire dans chaque projet. Seul ce que vous cochez ou décochez est modifié.
privileges-no-projects = Il n’y a pas encore de projet. Les privilèges se règlent par projet.
privileges-no-hit = Aucun projet ne correspond.
privileges-scope = Projets à afficher
privileges-scope-live = Tous les projets
privileges-scope-trash = Corbeille
privileges-filter = Afficher
privileges-held = Accordés
privileges-of-ten = { $count } sur 10
privileges-dimmed = Sans effet tant que « Accéder à Producer » n’est pas coché
privileges-elsewhere =
    { $count ->
        [one] « Enregistrer l’utilisateur » enregistre aussi vos modifications dans un projet non affiché ici.
       *[other] « Enregistrer l’utilisateur » enregistre aussi vos modifications dans { $count } projets non affichés ici.
    }
privileges-turning = Vos modifications sont conservées d’une page à l’autre jusqu’à l’enregistrement. Ressaisissez les mots de passe.
toggle-all = Tout cocher sur cette page
toggle-row = Tous les privilèges dans { $project }
toggle-column = { $privilege } dans tous les projets de cette page
privilege-group-access = Accès
privilege-group-records = Fiches
privilege-group-capture = Capture
privilege-group-card = Carte
privilege-access = Accéder à Producer
privilege-access-short = Accéder à Producer
privilege-access-explanation = Ouvre le projet dans Producer et lit ses fiches. Sans ce privilège, les neuf autres n’ont aucun effet.
privilege-add = Ajouter des fiches
privilege-add-short = Ajouter
privilege-add-explanation = Ajoute de nouvelles fiches.
privilege-edit = Modifier des fiches
privilege-edit-short = Modifier
privilege-edit-explanation = Modifie les champs des fiches et enregistre les entrées et les sorties.
privilege-deactivate = Désactiver des fiches
privilege-deactivate-short = Désactiver
privilege-deactivate-explanation = Désactive des fiches et les réactive.
privilege-trash = Mettre à la corbeille ou supprimer des fiches
privilege-trash-short = Corbeille/Suppr.
privilege-trash-explanation = Met des fiches à la corbeille et les en retire. Seul un utilisateur d’API qui a le rôle Administrateur peut supprimer définitivement une fiche de la corbeille.
privilege-erase = Effacer des fiches
privilege-erase-short = Effacer
privilege-erase-explanation = Efface définitivement une fiche, sa photo et sa signature, qu’elle soit dans la corbeille ou non.
privilege-photo = Prendre la photo d’identité
privilege-photo-short = Photo d’identité
privilege-photo-explanation = Prend les photos d’identité des fiches. Sans ce privilège, la caméra en direct ne s’allume pas.
privilege-signature = Recueillir la signature
privilege-signature-short = Signature
privilege-signature-explanation = Recueille les signatures des fiches.
privilege-print = Imprimer la carte
privilege-print-short = Imprimer
privilege-print-explanation = Prévisualise les cartes avant l’impression et les imprime.
privilege-preview = Prévisualiser la carte
privilege-preview-short = Prévisualiser
privilege-preview-explanation = Prévisualise les cartes, SANS les imprimer.
privileges-why-read = Ce que cet utilisateur d’API peut faire dans chaque projet.
privileges-scope-with = Avec privilèges
privileges-scope-without = Sans privilège
privileges-explained = Ce que permet chaque privilège
privilege-granted = Accordé
privilege-not-granted = Non accordé
privileges-access-added = « Accéder à Producer » coché aussi
privileges-ineffective =
    { $count ->
        [one] Dans un projet, les privilèges enregistrés sont sans effet, car « Accéder à Producer » n’y est pas accordé.
       *[other] Dans { $count } projets, les privilèges enregistrés sont sans effet, car « Accéder à Producer » n’y est pas accordé.
    }
privileges-give-access =
    { $count ->
        [one] Accorder aussi « Accéder à Producer » dans un projet
       *[other] Accorder aussi « Accéder à Producer » dans { $count } projets
    }
privileges-range = { $first }–{ $last } sur { $total } projets
everywhere =
    { $count ->
        [one] Dans le projet qui correspond
       *[other] Dans les { $count } projets qui correspondent, toutes pages confondues
    }
everywhere-privilege = Privilège
everywhere-tick-button = Accorder
everywhere-clear-button = Retirer
everywhere-tick =
    { $word ->
        [access]
            { $count ->
                [one] L’enregistrement accordera « { $privilege } » dans un projet ({ $filter }).
               *[other] L’enregistrement accordera « { $privilege } » dans { $count } projets ({ $filter }).
            }
       *[other]
            { $count ->
                [one] L’enregistrement accordera « { $privilege } », avec « Accéder à Producer », dans un projet ({ $filter }).
               *[other] L’enregistrement accordera « { $privilege } », avec « Accéder à Producer », dans { $count } projets ({ $filter }).
            }
    }
everywhere-clear =
    { $count ->
        [one] L’enregistrement retirera « { $privilege } » dans un projet ({ $filter }).
       *[other] L’enregistrement retirera « { $privilege } » dans { $count } projets ({ $filter }).
    }
everywhere-filter = { $scope }, « { $search } »
everywhere-take-back = Annuler
privileges-everywhere-here = Tous les projets de cette page
