privileges-title = Project API User Privileges per projects
privileges-why = What this API user can do in each project. Save User changes only what you select or clear.
privileges-no-projects = There are no projects yet. Privileges are set per project.
privileges-no-hit = No projects match.
privileges-scope = Projects to show
privileges-scope-live = All projects
privileges-scope-trash = Trash
privileges-filter = Show
privileges-held = Granted
privileges-of-ten = { $count } of 10
privileges-dimmed = No effect without Access Producer
privileges-elsewhere =
    { $count ->
        [one] Save User also saves your changes in one project that isn’t shown here.
       *[other] Save User also saves your changes in { $count } projects that aren’t shown here.
    }
privileges-turning = Changes are kept between pages until you save. Re-enter passwords.
toggle-all = Select all on this page
toggle-row = All privileges in { $project }
toggle-column = { $privilege } in every project on this page
privilege-group-access = Access
privilege-group-records = Records
privilege-group-capture = Capture
privilege-group-card = Card
privilege-access = Access Producer
privilege-access-short = Access Producer
privilege-access-explanation = Opens the project in Producer and reads its records. Without it, the other nine have no effect.
privilege-add = Add Records
privilege-add-short = Add
privilege-add-explanation = Adds new records.
privilege-edit = Edit Records
privilege-edit-short = Edit
privilege-edit-explanation = Changes the fields of records, and checks records in and out.
privilege-deactivate = Deactivate Records
privilege-deactivate-short = Deactivate
privilege-deactivate-explanation = Moves records to Inactive, and back to Active.
privilege-trash = Trash/Delete Records
privilege-trash-short = Trash/Delete
privilege-trash-explanation = Moves records to Trash and back. Only an API user with the role Administrator can delete a trashed record permanently.
privilege-erase = Erase Records
privilege-erase-short = Erase
privilege-erase-explanation = Erases a record with its photo and signature permanently, whether it is in Trash or not.
privilege-photo = Capture Photo ID
privilege-photo-short = Photo ID
privilege-photo-explanation = Takes ID photos for records. Without it, the Live Camera will not turn on.
privilege-signature = Capture Signature
privilege-signature-short = Signature
privilege-signature-explanation = Takes signatures for records.
privilege-print = Print Card
privilege-print-short = Print
privilege-print-explanation = Previews cards before printing, and prints them.
privilege-preview = Preview Card
privilege-preview-short = Preview
privilege-preview-explanation = Previews cards with NO printing.
privileges-why-read = What this API user can do in each project.
privileges-scope-with = With privileges
privileges-scope-without = Without privileges
privileges-explained = What each privilege allows
privilege-granted = Granted
privilege-not-granted = Not granted
privileges-access-added = Access Producer selected too
privileges-ineffective =
    { $count ->
        [one] In one project, the saved privileges have no effect because Access Producer isn’t granted there.
       *[other] In { $count } projects, the saved privileges have no effect because Access Producer isn’t granted there.
    }
privileges-give-access =
    { $count ->
        [one] Also grant Access Producer in one project
       *[other] Also grant Access Producer in { $count } projects
    }
privileges-range = { $first }–{ $last } of { $total } projects
everywhere =
    { $count ->
        [one] In the one project that matches
       *[other] In all { $count } projects that match, on every page
    }
everywhere-privilege = Privilege
everywhere-tick-button = Grant
everywhere-clear-button = Remove
everywhere-tick =
    { $word ->
        [access]
            { $count ->
                [one] Save User will grant { $privilege } in one project ({ $filter }).
               *[other] Save User will grant { $privilege } in { $count } projects ({ $filter }).
            }
       *[other]
            { $count ->
                [one] Save User will grant { $privilege }, with Access Producer, in one project ({ $filter }).
               *[other] Save User will grant { $privilege }, with Access Producer, in { $count } projects ({ $filter }).
            }
    }
everywhere-clear =
    { $count ->
        [one] Save User will remove { $privilege } from one project ({ $filter }).
       *[other] Save User will remove { $privilege } from { $count } projects ({ $filter }).
    }
everywhere-filter = { $scope }, “{ $search }”
everywhere-take-back = Undo
privileges-everywhere-here = Every project on this page
