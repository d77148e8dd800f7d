-- How far a voucher is follows from the operation that hands it in.
ALTER TABLE vouchers DROP COLUMN state;
