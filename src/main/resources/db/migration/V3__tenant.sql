-- A room is named by its tenant's name, "!" and its own; by its own alone where there are no tenants.
ALTER TABLE room_log ALTER COLUMN room SET DATA TYPE VARCHAR(193);
ALTER TABLE message ALTER COLUMN room SET DATA TYPE VARCHAR(193);
