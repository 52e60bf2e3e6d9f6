records = Fiches
records-of = Fiches de { $project }
new-record = Nouvelle fiche
save-record = Enregistrer la fiche
records-search = Rechercher des fiches
records-range =
    { $total ->
        [one] 1 fiche
       *[other] { $first }–{ $last } sur { $total } fiches
    }
records-range-many = { $first }–{ $last } sur plus de { $total } fiches. Précisez la recherche pour voir les autres.
records-none = Pas encore de fiche
records-none-text = Une fiche correspond à une carte de ce projet. Créez la première ici ; les utilisateurs d’API qui ont « Ajouter des fiches » peuvent aussi en ajouter.
records-none-ask = Une fiche correspond à une carte de ce projet. Un administrateur ou un gestionnaire peut créer la première.
records-none-own = Une fiche correspond à une carte de ce projet. Créez la première ici, ou avec vos programmes.
records-none-ask-own = Une fiche correspond à une carte de ce projet. Vous pourrez lire les fiches ici dès qu’il y en aura ; en créer une demande « Ajouter des fiches ».
records-none-there = Aucune fiche n’a ce statut
records-show-all = Afficher toutes les fiches
records-no-hit = Aucune fiche ne correspond
records-no-hit-text = Vérifiez l’orthographe ou saisissez une partie plus courte de la valeur. Un ou deux caractères ne correspondent qu’au début des valeurs uniques, comme le numéro de carte.
record-new-meaning = Pas encore enregistrée. Elle sera active dès l’enregistrement.
record-active-meaning = La carte est en service.
record-inactive-meaning = La carte n’est pas en service. Ses valeurs sont conservées.
record-trash-meaning = Seul un administrateur peut la supprimer définitivement.
record-trash-meaning-own = La carte est mise de côté. Ses valeurs sont conservées.
record-restore-active = Restaurer comme active
record-restore-inactive = Restaurer comme inactive
record-values = Valeurs
record-values-why = Seuls les champs qui ne sont pas facultatifs sont nécessaires.
record-card = Carte
record-flags = Suivi
record-no-value = vide
record-no-choice = Choisir…
record-no-color-code = Aucun
record-yes = oui
record-no = non
record-field-active = Active
record-field-trash = Dans la corbeille
record-field-check-in = Arrivée enregistrée
record-field-print-queue = Dans la file d’impression
record-field-color-code = Code couleur
record-pictured = Photo prise
record-printed = Dernière impression
record-key = Clé de la fiche
record-hint-length =
    { $max ->
        [one] 1 caractère.
       *[other] { $max } caractères au plus.
    }
record-hint-number = Un nombre, par exemple 12 ou -0.5.
record-hint-date = Année-mois-jour, par exemple 2027-06-30.
record-hint-email = Une adresse e-mail, par exemple ana@example.org.
record-hint-choice = Une valeur de la liste.
record-hint-unique = Deux fiches ne peuvent pas avoir la même valeur.
record-hint-next-number = Laissez vide pour obtenir le numéro suivant.
record-hint-color-code = La signification des couleurs est définie avec le projet.
record-error-taken = Une autre fiche a déjà cette valeur. Saisissez-en une autre.
record-error-not-a-number = Saisissez un nombre, par exemple 12 ou -0.5, avec un point et sans espace.
record-error-not-a-date = Saisissez une date existante sous la forme année-mois-jour, par exemple 2027-06-30.
record-error-not-an-email = Saisissez une adresse e-mail, par exemple ana@example.org.
record-gone-title = Cette fiche a été supprimée
record-gone-text = Rien n’a été enregistré. Il ne reste ci-dessous que votre propre saisie ; vous pouvez l’enregistrer comme nouvelle fiche.
record-gone-text-read = Rien n’a été enregistré. Il ne reste ci-dessous que votre propre saisie.
record-history = Historique
record-history-why = Qui a modifié quoi, et quand.
record-history-by = par
record-history-from = depuis { $address }
record-history-older = Modifications plus anciennes
record-was-created = Création
record-was-changed = Modification
record-was-moved = Changement de statut
record-by-api-user = utilisateur d’API
record-by-api-client = utilisateur d’API, appel lancé par { $name } dans le client d’API
record-by-panel-user = utilisateur du panneau
record-delete-title = Supprimer définitivement la fiche { $name } ?
record-delete-where = dans { $project }
record-delete-values =
    { $count ->
        [one] Sa valeur dans un champ
       *[other] Ses valeurs dans { $count } champs
    }
record-delete-history = Toutes les valeurs qu’elle a eues : son historique est vidé
record-delete-answers = Ce que les réponses conservées de l’API en disent
record-delete-audit = Le journal d’audit : que la fiche a existé, quels champs elle avait et qui l’a supprimée, mais aucune de ses valeurs
record-delete-button = Supprimer définitivement la fiche { $name }
flash-record-created = La fiche { $name } a été créée.
flash-record-saved = La fiche { $name } a été enregistrée.
flash-record-activated = La fiche { $name } a été activée.
flash-record-deactivated = La fiche { $name } a été désactivée. Ses valeurs sont conservées.
flash-record-trashed = La fiche { $name } a été mise à la corbeille. Un administrateur peut la supprimer définitivement.
flash-record-deleted = La fiche { $name } a été supprimée définitivement. Son numéro est de nouveau disponible.
