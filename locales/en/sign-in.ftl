sign-in = Sign in
sign-in-help = Forgot your password? Ask an administrator to reset it.
sign-in-wrong = Incorrect username or password.
sign-in-wait =
    { $seconds ->
        [one] Too many attempts. Wait a second, then try again.
       *[other] Too many attempts. Wait { $seconds } seconds, then try again.
    }
sign-in-session-over = Your session has ended. Sign in to continue.
sign-in-session-over-dropped = Your session has ended. What you typed could not be kept, because someone else was the last to sign in here. Go back to see it again, sign in in another tab, then submit it.
sign-in-typed-kept = What you typed is kept, except passwords.
resume-title = Continue editing
resume-text = What you typed is still here, except passwords. It isn’t saved yet.
resume-button = Continue editing
first-run-title = Create the first Administrator
first-run-text = No one can sign in yet. This account can do everything in the panel.
first-run-button = Create and sign in
