producer-body-too-large = Le corps de la requête dépasse { $max } Mo. Envoyez moins de données par requête.
producer-unsupported-media-type = Envoyez le corps de la requête au format application/json ou application/x-www-form-urlencoded, et indiquez ce type dans l’en-tête Content-Type.
producer-body-empty = Le corps de la requête est vide. Envoyez-y l’appel, en JSON ou comme formulaire.
producer-body-truncated = Le corps de la requête est incomplet. Vérifiez qu’il est envoyé en entier.
producer-body-malformed = Le corps de la requête n’est pas du JSON valide (ligne { $line }, colonne { $column }).
producer-body-not-utf8 = Le corps de la requête contient des octets qui ne sont pas de l’UTF-8 valide. Envoyez-le en UTF-8.
producer-body-lone-surrogate = Le corps de la requête contient la moitié d’une paire de substitution (\ud800 à \udfff). Envoyez le caractère lui-même, ou les deux moitiés.
producer-body-not-an-object = Le corps de la requête doit être un objet JSON.
producer-body-duplicate = Le corps de la requête contient plusieurs fois « { $field } ». Envoyez-le une seule fois.
producer-body-too-deep = Le corps de la requête a trop de niveaux d’imbrication. N’en utilisez pas plus de { $max }.
producer-body-json-as-form = Le corps est du JSON, mais Content-Type annonce un formulaire. Envoyez « Content-Type: application/json ».
producer-body-too-many-members = Le corps de la requête contient plus de membres qu’il n’en faut pour un appel. Envoyez-en moins.
producer-body-bad-name = Le nom de champ « { $field } » n’est pas valide. Écrivez les noms imbriqués comme api[api_action].
producer-address-not-found = Il n’y a rien à cette adresse. Envoyez les appels à /producer/.
producer-method-not-allowed = Cette adresse n’accepte que des requêtes { $methods }.
producer-too-slow = La requête a mis trop de temps à arriver. Renvoyez-la.
producer-too-many-failed-logins =
    { $seconds ->
        [one] Trop d’échecs de connexion. Patientez une seconde, puis réessayez.
       *[other] Trop d’échecs de connexion. Patientez { $seconds } secondes, puis réessayez.
    }
producer-rate-limited =
    { $seconds ->
        [one] Trop de requêtes. Patientez une seconde, puis réessayez.
       *[other] Trop de requêtes. Patientez { $seconds } secondes, puis réessayez.
    }
producer-quota-exhausted = Cet utilisateur d’API a épuisé son quota. Attendez son renouvellement, ou demandez à un administrateur de l’augmenter.
producer-busy = Le serveur est occupé : rien n’a été fait. Réessayez dans un instant.
producer-storage-unavailable = Le serveur n’a pas accès à ses données pour le moment : rien n’a été fait. Réessayez plus tard. Si le problème persiste, prévenez l’administrateur du serveur.
producer-unauthorized = Échec de la connexion. Vérifiez le nom d’utilisateur, le mot de passe et user_secret_key, ou demandez à un administrateur si cet utilisateur d’API peut se connecter.
producer-project-forbidden = Cet utilisateur d’API n’a pas accès à ce projet. Vérifiez project_secret_key, ou renseignez-vous auprès d’un administrateur sur le projet et le privilège « { $privilege } ».
producer-member-missing = Il manque « { $field } ».
producer-member-one-of = La valeur de « { $field } » est inconnue. Valeurs acceptées : { $choices }.
producer-member-not-an-object = « { $field } » doit être un objet avec des membres nommés.
producer-member-not-one-field = « { $field } » doit contenir exactement un champ avec une valeur, par exemple idc_id_number avec 10000.
producer-member-not-in-range = « { $field } » doit être un nombre entier de { $min } à { $max }.
producer-member-not-text = « { $field } » doit être un texte.
producer-member-not-alone = « { $field } » supprime la fiche : aucun autre champ ne peut être modifié dans le même appel. Envoyez-le seul.
producer-member-unknown-cursor = « { $field } » n’est pas un curseur de ce serveur. Renvoyez next_cursor tel qu’il a été reçu, ou omettez-le pour commencer à la première fiche.
producer-privilege-missing = Cet utilisateur d’API a besoin du privilège « { $privilege } » dans ce projet. Demandez à un administrateur de l’accorder.
producer-privilege-preview-or-print = Cet utilisateur d’API a besoin du privilège « { $preview } » ou « { $print } » dans ce projet. Demandez à un administrateur d’accorder l’un des deux.
producer-privilege-erase = Cet utilisateur d’API a besoin du privilège « { $erase } » dans ce projet. Avec « { $trash } », un utilisateur d’API qui a le rôle Administrateur peut supprimer les fiches de la corbeille.
producer-record-not-found = Aucune fiche de ce projet ne correspond à api_primary_key.
producer-photo-not-found = Cette fiche n’a pas de photo.
producer-unknown-field = Ce projet n’a pas de champ « { $field } ».
producer-member-not-unique = Indiquez dans « { $field } » un champ unique du projet, par exemple idc_id_number.
producer-read-only-field = « { $field } » est en lecture seule. Ne l’envoyez pas.
producer-duplicate-value = Une autre fiche a déjà cette valeur de « { $field } ». Envoyez-en une autre.
producer-idempotency-key-reused = Cet Idempotency-Key a déjà servi pour une autre requête. Utilisez une nouvelle clé pour chaque requête.
producer-idempotency-key-invalid = L’en-tête Idempotency-Key n’est pas valide. Envoyez une clé courte sans espace, par exemple un UUID.
producer-internal = Une erreur s’est produite sur le serveur ; elle a été consignée dans le journal. Réessayez. Si elle persiste, prévenez l’administrateur du serveur.
producer-value-required = « { $field } » doit avoir une valeur.
producer-value-too-long = « { $field } » ne peut pas dépasser { $max } caractères.
producer-value-control-character = « { $field } » contient un caractère de contrôle invisible. Supprimez-le.
producer-value-not-a-number = « { $field } » doit être un nombre décimal, par exemple -12.50.
producer-value-not-a-date = « { $field } » doit être une date au format AAAA-MM-JJ.
producer-value-not-an-email = « { $field } » doit être une adresse e-mail, par exemple ana@example.org.
producer-value-not-a-choice = « { $field } » doit être l’un des choix définis dans le projet.
producer-value-not-a-flag = « { $field } » doit être 0 ou 1.
producer-value-not-a-color-code = « { $field } » doit être l’un des codes couleur du projet.
producer-value-image = « { $field } » : { $reason }
producer-value-not-text = « { $field } » doit être un texte, un nombre ou null.
