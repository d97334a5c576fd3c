-- Each scrape of the metrics asks how many messages wait.
create index applicant_message_open on applicant_message (made_at) where sent_at is null and failed_at is null;

create index staff_message_open on staff_message (made_at) where sent_at is null and failed_at is null;
