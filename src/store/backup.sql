-- Copies of the whole file.

-- name: backup_check
PRAGMA quick_check(1)
