-- Titles of offers in other languages, as PandaPon told them: orders of these offers are found by them as well.
CREATE TABLE offer_titles (
    platform TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    language TEXT NOT NULL,
    title    TEXT NOT NULL,
    PRIMARY KEY (platform, offer_id, language)
) STRICT, WITHOUT ROWID;

CREATE INDEX order_lines_of_offer ON order_lines (offer_id);
