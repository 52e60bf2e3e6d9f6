//! What each call takes, over HTTP. The whole truth table stands beside `decide`.

use idc_admin::authorization::{ApiUserRole, Privilege};
use serde_json::{Value, json};

use crate::support::{integrator::Integrator, server::Server};

use Privilege::{Access, Add, Deactivate, Edit, Erase, Print, Trash};

#[tokio::test]
async fn a_call_takes_its_privileges_and_no_others() {
    let server = Server::start().await;
    let all = Integrator::new(&server, "kiosk", &Privilege::ALL);
    all.insert(json!({})).await.record();
    let table: [(Value, &[Privilege]); 6] = [
        (json!({"idc_firstname": "A"}), &[Edit]),
        (json!({}), &[Edit]),
        (json!({"idc_active": "0"}), &[Deactivate]),
        (json!({"idc_trash": "1"}), &[Trash]),
        (json!({"idc_check_in": "1"}), &[Edit]),
        (json!({"idc_firstname": "B", "idc_active": "1", "idc_trash": "0"}), &[Edit, Deactivate, Trash]),
    ];
    let mut client = all;
    for (data, needed) in table {
        for &missing in needed {
            let others: Vec<_> = Privilege::ALL.into_iter().filter(|&privilege| privilege != missing).collect();
            client = client.granted(&server, &others);
            client.update("10000", data.clone()).await.must_be(403, "privilege_missing", missing.as_str());
        }
        client = client.granted(&server, &[&[Access], needed].concat());
        client.update("10000", data).await.record();
    }
    client = client.granted(&server, &[Access, Edit]);
    client.insert(json!({})).await.must_be(403, "privilege_missing", "add");
    client = client.granted(&server, &[Access, Add]);
    client.insert(json!({})).await.record();
    client.insert(json!({"idc_active": "0"})).await.must_be(403, "privilege_missing", "deactivate");
}

#[tokio::test]
async fn deleting_takes_erase_or_an_administrator_with_trash_and_a_record_in_trash() {
    let server = Server::start().await;
    let role = ApiUserRole::Administrator;
    let administrator = Integrator::with(&server, "chief", &Privilege::ALL, |sketch| sketch.role = role);
    let operator = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let delete = json!({"idc_delete": "1"});
    for client in [&administrator, &operator] {
        client.insert(json!({})).await.record();
        client.insert(json!({"idc_trash": "1"})).await.record();
    }
    let (administrator, operator) =
        (administrator.granted(&server, &[Access, Trash, Edit, Print]), operator.granted(&server, &[Access, Trash]));
    for client in [&administrator, &operator] {
        // Whether there is such a record is not told.
        for number in ["10000", "9"] {
            client.update(number, delete.clone()).await.must_be(403, "privilege_missing", "erase");
        }
    }
    operator.update("10001", delete.clone()).await.must_be(403, "privilege_missing", "erase");
    administrator.update("10001", delete.clone()).await;
    administrator.get("10001").await.must_be(404, "record_not_found", "-");
    let operator = operator.granted(&server, &[Access, Erase]);
    operator.update("10000", delete.clone()).await;
    operator.update("9", delete.clone()).await.must_be(404, "record_not_found", "-");
    let both = json!({"idc_delete": "1", "idc_firstname": "x"});
    operator.update("10001", both).await.must_be(400, "member_invalid", "idc_delete");
    operator.get("10001").await.record();
}
