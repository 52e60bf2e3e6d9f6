my-kind = Utilisateur d’API
my-can-do = Ce que vous pouvez faire
my-projects-none = Aucun projet pour le moment
my-projects-none-text = Vous n’avez accès à aucun projet actif. Demandez à un administrateur de vous accorder « Accéder à Producer ».
my-projects-without-effect =
    { $count ->
        [one] Dans un autre projet, vos privilèges sont sans effet pour le moment : le projet n’est pas actif ou vous n’y avez pas « Accéder à Producer ». Si vous en avez besoin, adressez-vous à un administrateur.
       *[other] Dans { $count } autres projets, vos privilèges sont sans effet pour le moment : le projet n’est pas actif ou vous n’y avez pas « Accéder à Producer ». Si vous en avez besoin, adressez-vous à un administrateur.
    }
my-facts-why = Seul un administrateur peut modifier votre nom d’utilisateur, votre rôle et votre organisation.
my-privileges = Privilèges
my-privileges-why = Ce que vous pouvez faire dans chaque projet. Seul un administrateur peut changer cela.
my-privileges-all = Voir les { $count } projets
my-reading = Langue et fuseau horaire
my-reading-why = Pour ces pages et pour les réponses de l’API.
my-timezone-hint = Ne change que l’affichage des heures. Les dates sont enregistrées en UTC ; l’heure d’été est automatique.
my-password-why = L’API accepte aussitôt le nouveau mot de passe et refuse l’ancien : préparez la mise à jour de vos programmes. Toutes vos autres sessions sont fermées.
my-key-why = Vos programmes l’envoient avec le nom d’utilisateur et le mot de passe. Elle ne peut plus être affichée.
my-key-last-used = Dernière utilisation
