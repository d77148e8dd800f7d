//! Evidence for claims: the file is safe on the disk, under its hash, before its row is written.

use pondesk_domain::{AccountId, CaseId, EpochMs, Evidence, EvidenceId, OrderId};
use rusqlite::{Row, named_params};
use sha2::{Digest, Sha256};

use crate::column::{id, maybe_id, time};
use crate::{Store, StoreError};

/// A file to keep as evidence.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// Its id, a ULID.
    pub evidence_id: EvidenceId,
    /// The account that claims.
    pub account_id: AccountId,
    /// The order that it is about.
    pub order_id: OrderId,
    /// The case, when there is one already.
    pub case_id: Option<CaseId>,
    /// The file's own name.
    pub file_name: String,
    /// What the bytes are; the caller looked.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Now.
    pub kept_at: EpochMs,
}

impl Store {
    /// Keeps a file as evidence: first its bytes, named by their hash, then its row. Both are durable when this returns.
    /// Its bytes are read with [`Store::voucher_bytes`].
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], [`StoreError::DiskFull`], and what else the file system refuses.
    pub fn keep_evidence(&self, new: NewEvidence) -> Result<Evidence, StoreError> {
        let sha256 = hex::encode(Sha256::digest(&new.bytes));
        self.keep_file(&sha256, &new.media_type, &new.bytes)?;
        let evidence = Evidence {
            evidence_id: new.evidence_id,
            order_id: new.order_id,
            case_id: new.case_id,
            file_name: new.file_name,
            bytes: u32::try_from(new.bytes.len())
                .map_err(|_| StoreError::Unreadable { what: "size of evidence" })?,
            media_type: new.media_type,
            sha256,
            kept_at: new.kept_at,
            link: None,
        };
        let account_id = new.account_id;
        self.write("keep evidence", move |tx| {
            tx.execute(
                "INSERT INTO evidence (evidence_id, account_id, order_id, case_id, file_name, media_type, bytes, sha256,
                     kept_at)
                 VALUES (:evidence_id, :account_id, :order_id, :case_id, :file_name, :media_type, :bytes, :sha256,
                     :kept_at)",
                named_params! {
                    ":evidence_id": evidence.evidence_id.as_str(),
                    ":account_id": account_id.as_str(),
                    ":order_id": evidence.order_id.as_str(),
                    ":case_id": evidence.case_id.as_ref().map(CaseId::as_str),
                    ":file_name": evidence.file_name,
                    ":media_type": evidence.media_type,
                    ":bytes": evidence.bytes,
                    ":sha256": evidence.sha256,
                    ":kept_at": evidence.kept_at.0,
                },
            )?;
            Ok(evidence)
        })
    }

    /// Evidence of an account by its ids, in their order; what is not kept is left out.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn evidence(&self, account_id: &AccountId, ids: &[EvidenceId]) -> Result<Vec<Evidence>, StoreError> {
        self.read("read evidence", |db| {
            let mut read =
                db.prepare_cached("SELECT * FROM evidence WHERE account_id = ? AND evidence_id = ?")?;
            let mut found = Vec::with_capacity(ids.len());
            for evidence_id in ids {
                let mut rows =
                    read.query_and_then((account_id.as_str(), evidence_id.as_str()), evidence_from)?;
                found.extend(rows.next().transpose()?);
            }
            Ok(found)
        })
    }

    /// The evidence of an order, oldest first; of one case only, when one is named.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn evidence_of(
        &self,
        account_id: &AccountId,
        order_id: &OrderId,
        case_id: Option<&CaseId>,
    ) -> Result<Vec<Evidence>, StoreError> {
        self.read("list evidence", |db| {
            db.prepare_cached(
                "SELECT * FROM evidence WHERE account_id = ?1 AND order_id = ?2 AND (?3 IS NULL OR case_id = ?3)
                 ORDER BY kept_at, evidence_id",
            )?
            .query_and_then(
                (account_id.as_str(), order_id.as_str(), case_id.map(CaseId::as_str)),
                evidence_from,
            )?
            .collect()
        })
    }

    /// Notes where the platform put evidence.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn note_evidence_link(&self, evidence_id: &EvidenceId, link: &str) -> Result<(), StoreError> {
        let (evidence_id, link) = (evidence_id.clone(), link.to_owned());
        self.write("note where evidence was put", move |tx| {
            tx.execute("UPDATE evidence SET link = ? WHERE evidence_id = ?", (link, evidence_id.as_str()))?;
            Ok(())
        })
    }

    /// Notes the case that evidence was sent with, where none was known. Doing it again changes nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn attach_evidence(&self, ids: &[EvidenceId], case_id: &CaseId) -> Result<(), StoreError> {
        let (ids, case_id) = (ids.to_vec(), case_id.clone());
        self.write("note the case of evidence", move |tx| {
            let mut attach = tx.prepare_cached(
                "UPDATE evidence SET case_id = ? WHERE evidence_id = ? AND case_id IS NULL",
            )?;
            for evidence_id in ids {
                attach.execute((case_id.as_str(), evidence_id.as_str()))?;
            }
            Ok(())
        })
    }
}

fn evidence_from(row: &Row<'_>) -> Result<Evidence, StoreError> {
    Ok(Evidence {
        evidence_id: id(row, "evidence_id")?,
        order_id: id(row, "order_id")?,
        case_id: maybe_id(row, "case_id")?,
        file_name: row.get("file_name")?,
        media_type: row.get("media_type")?,
        bytes: row.get("bytes")?,
        sha256: row.get("sha256")?,
        kept_at: time(row, "kept_at")?,
        link: row.get("link")?,
    })
}
