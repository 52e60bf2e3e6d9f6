account-reading = Language, timezone and appearance
account-reading-why = These settings affect only you.
account-language-browser = Use the browser’s language
account-save = Save settings
account-password = Password
account-password-why = Changing it signs you out everywhere else.
account-change-password = Change password
