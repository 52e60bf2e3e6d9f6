account-reading = Langue, fuseau horaire et couleurs
account-reading-why = Comment vous lisez le panneau. Rien ne change pour les autres.
account-language-browser = Comme le navigateur
account-save = Enregistrer les réglages
account-password = Mot de passe
account-password-why = Le changer vous déconnecte partout ailleurs.
account-change-password = Changer le mot de passe
