open-api-client = Open API Client
api-client = API Client
api-client-why = See a call as programs make it, and make it as an API user, without its password or keys.
api-client-choose = Who calls what
api-client-continue = Continue
api-client-as = as { $name } in { $project }
api-client-empty = Fields that you leave empty aren’t sent.
api-client-key-field = The unique field that tells which record.
api-client-key-value = The value of that field, such as 10000.
api-client-default = { $about } Default: { $default }.
api-client-show = Show Request
api-client-rehearse = Dry Run
api-client-run = Run
api-client-run-ask = Run…
api-client-ask = Run { $action } as { $name }?
api-client-ask-text = This changes real records of { $project }. It is logged as a call of this API user, run by you, and counts against its quota.
api-client-confirm = Run { $action }
api-client-answer = Answer
api-client-answer-text = What the server sends.
api-client-would = Dry run
api-client-would-text = What the server would send. Nothing was changed, logged or counted.
api-client-status = HTTP status
api-client-cut =
    { $count ->
        [one] One more character isn’t shown. Narrow the call to see everything.
       *[other] { $count } more characters aren’t shown. Narrow the call to see everything.
    }
api-client-request = Request
api-client-request-why = Programs that make this call. Set the variables first; they hold the password and the keys.
api-client-environment = Variables to set first
