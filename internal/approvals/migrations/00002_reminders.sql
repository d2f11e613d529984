-- +goose Up
-- When the time limit of a turn is looked at next; 0: never. At first when the time is over, then as often as the step reminds.
ALTER TABLE approval_tasks ADD COLUMN look_at BIGINT NOT NULL DEFAULT 0;
UPDATE approval_tasks SET look_at = due_at WHERE state = 'open' AND due_at > 0 AND warned_at = 0;
DROP INDEX approval_tasks_due;
CREATE INDEX approval_tasks_look ON approval_tasks (look_at, id) WHERE state = 'open' AND look_at > 0;
CREATE INDEX approval_tasks_due ON approval_tasks (due_at) WHERE state = 'open' AND due_at > 0;

-- What waits for its applicant, who may leave.
CREATE INDEX approvals_returned ON approvals (applicant) WHERE state = 'returned';
