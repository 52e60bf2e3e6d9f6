account-reading = Language, time and colours
account-reading-why = How you read the panel. It changes nothing for anybody else.
account-language-browser = As the browser asks
account-save = Save settings
account-password = Password
account-password-why = Changing it signs you out everywhere else.
account-change-password = Change password
