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
api-client-run = Run { $action }
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
api-client-confirmation = I know that this changes real records
api-client-confirmation-why = In { $project }. The call is logged as one of this API user, run by you, and counts against its quota.
api-client-unconfirmed = Tick this box to run the call.
api-client-picture-none = Not sent
api-client-picture-file = From a file
api-client-picture-empty = Empty: removes it
api-client-file-hint = { $formats } Choose it again for each run: browsers don’t keep files.
api-client-file-missing = Choose the file, or choose “Not sent” before it.
api-client-empty-box = Send empty
api-client-shortened = { $beginning }… ({ $count } characters)
api-client-download = Download { $file }
api-client-kilobytes = { $count } KB
api-client-writes = Each program writes { $file } too.
