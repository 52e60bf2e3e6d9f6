//! Giving a person another password, which ends all their sessions.

use super::{PanelUser, Refused, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authentication::{PasswordProof, Reauthentication, end_sessions_of},
    authorization::Permission,
    ids::PanelUserId,
    security::PasswordHash,
};

/// Changes the actor's own password over the one that was proved. Gives the person as they are now.
///
/// # Errors
/// [`Refused::Conflict`] where the password is no longer the one that was proved; [`Refused::Forbidden`] where it is another
/// person's; [`Refused::Gone`].
pub(crate) fn change_password(
    tx: &mut Tx<'_>,
    id: &PanelUserId,
    proof: &PasswordProof,
    hash: &PasswordHash,
) -> Result<PanelUser, Refused> {
    tx.require_self(id)?;
    let before = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    if !proof.proves(id.as_str(), &before.password_hash) {
        return Err(Refused::Conflict);
    }
    replace(tx, &before, hash, Action::PasswordChanged)
}

/// Sets a person's password, whatever it was, for an actor who proved to be themselves. Gives the person as they are now.
///
/// # Errors
/// [`Refused::Forbidden`], [`Refused::Gone`].
pub fn reset_password(
    tx: &mut Tx<'_>,
    id: &PanelUserId,
    by: &Reauthentication,
    hash: &PasswordHash,
) -> Result<PanelUser, Refused> {
    tx.require(Permission::ManagePanelUsers)?;
    by.require(tx)?;
    let before = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    replace(tx, &before, hash, Action::PasswordReset)
}

fn replace(tx: &mut Tx<'_>, before: &PanelUser, hash: &PasswordHash, action: Action) -> Result<PanelUser, Refused> {
    let after = store::set_password(tx.connection, before, hash, tx.now)?;
    end_sessions_of(tx.connection, after.id.as_str())?;
    let subject = Subject::PanelUser(after.id.clone(), after.username.to_string());
    tx.record(action, subject, after.version, Changes::default());
    Ok(after)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::{
        account_names::AccountId,
        audit::{Actor, Forbidden, operate_blocking},
        authentication::{Recheck, recheck},
        authorization::PanelRole,
        clock::Timestamp,
        db::Db,
        input::Username,
        locale::Timezone,
        security::{Hasher, PlainPassword},
        users::{NewPanelUser, create},
    };

    const PASSWORD: &str = "copper meadow lantern 58";

    struct Setting {
        db: Db,
        hasher: Hasher,
        _folder: TempDir,
    }

    impl Setting {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let url = format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap();
            Self { db: Db::open(&url).unwrap(), hasher: Hasher::default(), _folder: folder }
        }

        fn hash(&self) -> PasswordHash {
            self.hasher.hash_now(&PlainPassword::normalise(PASSWORD).unwrap()).unwrap()
        }

        fn administrator(&self, name: &str) -> PanelUser {
            let username = Username::parse(name).unwrap();
            let (role, password_hash) = (PanelRole::Administrator, self.hash());
            let new = NewPanelUser { username, role, language: None, timezone: Timezone::UTC, password_hash };
            self.run(&Actor::CommandLine, |tx| create(tx, &new)).unwrap()
        }

        async fn prove(&self, user: &PanelUser) -> PasswordProof {
            let (asked, stored) =
                (Recheck::OwnPassword(AccountId::PanelUser(user.id.clone())), user.password_hash.clone());
            recheck(&self.db, &self.hasher, asked, PASSWORD, stored, Timestamp::now()).await.unwrap()
        }

        fn run<T>(&self, actor: &Actor, operation: impl Fn(&mut Tx<'_>) -> Result<T, Refused>) -> Result<T, Refused> {
            operate_blocking(&self.db, actor, Timestamp::now(), operation)
        }
    }

    fn actor(user: &PanelUser) -> Actor {
        let (name, address) = (user.username.to_string(), "127.0.0.1".to_owned());
        Actor::PanelUser { id: user.id.clone(), name, role: user.role, address }
    }

    fn first_run() -> Actor {
        Actor::FirstRun { address: "127.0.0.1".to_owned() }
    }

    #[tokio::test]
    async fn an_own_password_is_changed_by_the_proof_of_it_alone() {
        let setting = Setting::new();
        let (mia, ann) = (setting.administrator("mia"), setting.administrator("ann"));
        let (of_mia, of_ann, hash) = (setting.prove(&mia).await, setting.prove(&ann).await, setting.hash());
        let change = |actor: &Actor, proof| setting.run(actor, |tx| change_password(tx, &mia.id, proof, &hash));
        for other in [actor(&ann), Actor::CommandLine, first_run()] {
            assert!(matches!(change(&other, &of_mia), Err(Refused::Forbidden(Forbidden))), "{other:?}");
        }
        assert!(matches!(change(&actor(&mia), &of_ann), Err(Refused::Conflict)));
        assert!(change(&actor(&mia), &of_mia).is_ok());
        assert!(matches!(change(&actor(&mia), &of_mia), Err(Refused::Conflict)), "it is another password by now");
    }

    #[tokio::test]
    async fn a_password_is_reset_by_who_proved_to_be_themselves_or_has_the_command_line() {
        let setting = &Setting::new();
        let (mia, ann) = (setting.administrator("mia"), setting.administrator("ann"));
        let proof = |user| async move { Reauthentication::OwnPassword(setting.prove(user).await) };
        let (of_mia, of_ann, hash) = (proof(&mia).await, proof(&ann).await, setting.hash());
        let reset = |actor: &Actor, by| setting.run(actor, |tx| reset_password(tx, &ann.id, by, &hash));
        let command_line = Reauthentication::CommandLine;
        for (actor, by) in [
            (actor(&mia), &of_ann),
            (actor(&mia), &command_line),
            (Actor::CommandLine, &of_mia),
            (first_run(), &command_line),
        ] {
            assert!(matches!(reset(&actor, by), Err(Refused::Forbidden(Forbidden))), "{actor:?} {by:?}");
        }
        assert!(reset(&actor(&mia), &of_mia).is_ok());
        assert!(reset(&Actor::CommandLine, &command_line).is_ok());
    }
}
