account-reading = Language, timezone and colours
account-reading-why = How you read the panel. Nothing changes for anybody else.
account-language-browser = Same as the browser
account-save = Save settings
account-password = Password
account-password-why = Changing it signs you out everywhere else.
account-change-password = Change password
