fields = Champs
fields-title = Champs et codes couleur
fields-edit = Modifier les champs
save-fields = Enregistrer les champs
flash-fields-saved = Les champs et les codes couleur de { $name } ont été enregistrés.
fields-why = Ce que contient une fiche de ce projet. Les programmes désignent un champ par son nom ; l’écran affiche son libellé. Retirer un champ conserve ses valeurs.
fields-count = { $count } sur { $most } au plus
fields-full = Un projet ne peut pas avoir plus de champs. Retirez-en un pour en ajouter un autre.
fields-add = Ajouter un champ
fields-new = Nouveau champ
fields-label = Libellé
fields-name = Nom
fields-kind = Type
fields-kind-text = Texte
fields-kind-number = Nombre
fields-kind-date = Date
fields-kind-email = E-mail
fields-kind-choice = Choix
fields-length = Longueur
fields-up-to = { $length } au plus
fields-required = Obligatoire
fields-unique = Unique
fields-required-unique = Obligatoire, unique
fields-rules = Règles
fields-default = Valeur par défaut
fields-default-generated = Numérotation
fields-choices = Choix
fields-choices-hint = Un par ligne, 100 au plus.
fields-is-removed = Retiré
fields-order = Ordre des champs
fields-yes = oui
fields-no = non
fields-nothing = rien
fields-property = { $field } – { $property }
fields-added = Champ ajouté : { $field }
fields-was-removed = Champ retiré : { $field }
fields-brought-back = Champ remis en service : { $field }
fields-up = Monter { $field }
fields-down = Descendre { $field }
fields-remove = Retirer { $field }
fields-removed = Champs retirés
fields-removed-why = Leurs valeurs sont conservées dans les fiches, sans être affichées. Remettez un champ en service pour les retrouver.
fields-removed-soon = Retiré à l’enregistrement
fields-bring-back = Remettre
fields-bring-back-this = Remettre { $field }
color-codes = Codes couleur
color-codes-why = Des repères pour les fiches, par exemple un par sorte de carte. Nommez ceux que vous utilisez ; un numéro sans nom n’est pas proposé.
color-codes-none = Ce projet n’a pas de code couleur.
color-code = Code couleur { $code }
color-code-color = Couleur du code { $code }
color-code-name = Nom du code couleur { $code }
color-code-none = Non utilisé
definition-error-not-a-name = Commencez par idc_ et continuez avec des minuscules de a à z, des chiffres ou _, 64 caractères au plus. Les noms que porte toute fiche, comme idc_photo, sont réservés.
definition-error-name-taken = Un autre champ porte ce nom. Choisissez-en un autre.
definition-error-name-of-removed = Un champ retiré porte ce nom. Remettez-le en service, ou choisissez un autre nom.
definition-error-id-number = Le numéro de carte est toujours là : un texte obligatoire et unique qui porte ce nom.
definition-error-length = Saisissez un nombre entier de 1 à { $most }.
definition-error-no-choices = Saisissez au moins un choix.
definition-error-too-many-choices = Limitez la liste à { $most } choix.
definition-error-default =
    { $kind ->
        [number] Saisissez un nombre, par exemple 12.50, qui respecte la longueur. Ou laissez vide.
        [date] Saisissez une date au format AAAA-MM-JJ, par exemple 2027-01-31. Ou laissez vide.
        [email] Saisissez une adresse e-mail qui respecte la longueur. Ou laissez vide.
        [choice] Saisissez l’un des choix, exactement comme il y figure. Ou laissez vide.
       *[other] Raccourcissez pour respecter la longueur. Ou laissez vide.
    }
definition-error-default-of-unique = Un champ unique ne peut pas avoir de valeur par défaut : toutes les nouvelles fiches auraient la même. Laissez vide.
definition-error-missing =
    { $records ->
        [one] { $records } fiche n’a pas de valeur ici. Remplissez-la d’abord, ou laissez le champ facultatif.
       *[other] { $records } fiches n’ont pas de valeur ici. Remplissez-les d’abord, ou laissez le champ facultatif.
    }
definition-error-unfit =
    { $records ->
        [one] { $records } fiche a une valeur qui ne convient pas : numéro de carte { $first }. Modifiez-la d’abord.
       *[other] { $records } fiches ont des valeurs qui ne conviennent pas, d’abord celles des numéros de carte { $first }. Modifiez-les d’abord.
    }
definition-error-duplicates =
    { $records ->
        [one] { $records } fiche répète une valeur qu’une autre porte déjà : { $first }. Modifiez-la d’abord.
       *[other] { $records } fiches répètent des valeurs que d’autres portent déjà, par exemple : { $first }. Modifiez-les d’abord.
    }
definition-error-too-many = Un projet peut avoir { $most } champs au plus. Retirez-en un d’abord.
definition-error-color = Choisissez une couleur, comme #c62828.
definition-error-color-in-use =
    { $records ->
        [one] { $records } fiche porte ce code couleur. Elle garderait le numéro, sans nom ni couleur. Pour le retirer quand même, enregistrez de nouveau.
       *[other] { $records } fiches portent ce code couleur. Elles garderaient le numéro, sans nom ni couleur. Pour le retirer quand même, enregistrez de nouveau.
    }
