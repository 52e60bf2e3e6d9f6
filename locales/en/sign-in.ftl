sign-in = Sign in
sign-in-help = Forgot your password? Whoever runs this panel can give you a new one.
sign-in-wrong = That username and password don’t go together. Check both and try again.
sign-in-wait =
    { $seconds ->
        [one] Too many attempts. Wait a second, then try again.
       *[other] Too many attempts. Wait { $seconds } seconds, then try again.
    }
sign-in-session-over = Your session is over. Sign in to go on.
sign-in-session-over-dropped = Your session is over. What you typed could not be kept, since you are not the one who signed in here last. Go back to see it, then sign in in another tab and send it again.
sign-in-typed-kept = What you typed is kept, except passwords.
resume-title = Welcome back
resume-text = What you typed is still here, except passwords. It isn’t saved yet.
resume-button = Go on with it
first-run-title = Create the first Administrator
first-run-text = Nobody can sign in yet. This account may do everything in the panel.
first-run-button = Create and sign in
