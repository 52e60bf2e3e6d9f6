account-reading = Langue, fuseau horaire et apparence
account-reading-why = Ces réglages ne concernent que votre affichage.
account-language-browser = Utiliser la langue du navigateur
account-save = Enregistrer les réglages
account-password = Mot de passe
account-password-why = Le changer ferme toutes vos autres sessions.
account-change-password = Changer le mot de passe
