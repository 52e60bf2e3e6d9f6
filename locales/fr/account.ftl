account-reading = Langue, fuseau horaire et apparence
account-reading-why = Ces réglages ne concernent que votre affichage.
account-language-browser = Utiliser la langue du navigateur
account-save = Enregistrer les réglages
account-password = Mot de passe
account-password-why = Si vous le changez, vos autres sessions sont fermées.
account-change-password = Changer le mot de passe
