-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "week_start" TEXT NOT NULL DEFAULT 'monday',
    "fee_handling" TEXT NOT NULL DEFAULT 'net_of_fees',
    "definitions" JSONB,
    "metadata_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "definition_change" (
    "workspace_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_id" TEXT,
    "definitions" JSONB NOT NULL,
    "note" TEXT,

    CONSTRAINT "definition_change_pkey" PRIMARY KEY ("workspace_id","version")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "password_hash" TEXT,
    "sessions_valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "open" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "connection" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "account_id" TEXT,
    "api_key_cipher" TEXT,
    "api_key_mode" TEXT,
    "colour" TEXT NOT NULL DEFAULT 'teal',
    "notifications" BOOLEAN NOT NULL DEFAULT true,
    "track_new_purchases" BOOLEAN NOT NULL DEFAULT true,
    "webhook_endpoint_id" TEXT,
    "backfill" TEXT NOT NULL DEFAULT 'idle',
    "permissions" JSONB,
    "permissions_at" TIMESTAMPTZ(6),
    "disconnected_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "webhook_secret" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "cipher" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("workspace_id","connection_id","id")
);

-- CreateTable
CREATE TABLE "fx_rate" (
    "workspace_id" TEXT NOT NULL,
    "base" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "rate" DECIMAL(24,12) NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "fx_rate_pkey" PRIMARY KEY ("workspace_id","base","quote","day")
);

-- CreateTable
CREATE TABLE "identity_mapping" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_by_id" TEXT,
    "reason" TEXT,
    "restores" INTEGER,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "moved" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "applied_at" TIMESTAMPTZ(6),

    CONSTRAINT "identity_mapping_pkey" PRIMARY KEY ("workspace_id","connection_id","version")
);

-- CreateTable
CREATE TABLE "identity_pin" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "person_id" TEXT,
    "policy" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_pin_pkey" PRIMARY KEY ("workspace_id","connection_id","owner_id")
);

-- CreateTable
CREATE TABLE "person_alias" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "alias_id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_alias_pkey" PRIMARY KEY ("workspace_id","livemode","alias_id")
);

-- CreateTable
CREATE TABLE "erased_subject" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_subject_pkey" PRIMARY KEY ("workspace_id","connection_id","subject_id")
);

-- CreateTable
CREATE TABLE "identity_action" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "connection_id" TEXT,
    "subject" TEXT NOT NULL,
    "person_id" TEXT,
    "before" JSONB,
    "decision" JSONB,
    "reason" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_by_id" TEXT,
    "undone_at" TIMESTAMPTZ(6),

    CONSTRAINT "identity_action_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "person_move" (
    "workspace_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "connection_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "owner_id" TEXT NOT NULL,
    "sale_id" TEXT NOT NULL,
    "from_person" TEXT NOT NULL,
    "to_person" TEXT NOT NULL,
    "from_rule" TEXT NOT NULL,
    "to_rule" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "user_id" TEXT,
    "moved_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_move_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateTable
CREATE TABLE "identity_preview" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "problem" TEXT,

    CONSTRAINT "identity_preview_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "identity_preview_move" (
    "workspace_id" TEXT NOT NULL,
    "preview_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "from_person" TEXT NOT NULL,
    "to_person" TEXT NOT NULL,
    "from_rule" TEXT NOT NULL,
    "to_rule" TEXT NOT NULL,
    "revenue_minor" BIGINT NOT NULL,

    CONSTRAINT "identity_preview_move_pkey" PRIMARY KEY ("workspace_id","preview_id","owner_id")
);

-- CreateTable
CREATE TABLE "link" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT,
    "external_id" TEXT,
    "partner_id" TEXT,
    "source" TEXT NOT NULL DEFAULT '',
    "medium" TEXT NOT NULL DEFAULT '',
    "campaign" TEXT NOT NULL DEFAULT '',
    "term" TEXT NOT NULL DEFAULT '',
    "content" TEXT NOT NULL DEFAULT '',
    "track_conversion" BOOLEAN NOT NULL DEFAULT false,
    "client_reference" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(6),
    "expired_url" TEXT,
    "archived_at" TIMESTAMPTZ(6),
    "deleted_at" TIMESTAMPTZ(6),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "link_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "spend" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL DEFAULT '',
    "medium" TEXT NOT NULL DEFAULT '',
    "campaign" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reference" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spend_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "outgoing_endpoint" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "types" TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "failing_since" TIMESTAMPTZ(6),
    "secret_cipher" TEXT NOT NULL,
    "secret_hint" TEXT NOT NULL,
    "previous_cipher" TEXT,
    "previous_until" TIMESTAMPTZ(6),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outgoing_endpoint_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "outgoing_message" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outgoing_message_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "outgoing_delivery" (
    "workspace_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(6) DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outgoing_delivery_pkey" PRIMARY KEY ("workspace_id","message_id","endpoint_id")
);

-- CreateTable
CREATE TABLE "outgoing_attempt" (
    "workspace_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "attempted_at" TIMESTAMPTZ(6) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status" INTEGER,
    "response" TEXT,
    "problem" TEXT,

    CONSTRAINT "outgoing_attempt_pkey" PRIMARY KEY ("workspace_id","message_id","endpoint_id","seq")
);

-- CreateTable
CREATE TABLE "partner_setting" (
    "workspace_id" TEXT NOT NULL,
    "holding_days" INTEGER NOT NULL DEFAULT 30,
    "auto_approve" BOOLEAN NOT NULL DEFAULT false,
    "leads_seen_at" TIMESTAMPTZ(6),

    CONSTRAINT "partner_setting_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "partner" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "archived_at" TIMESTAMPTZ(6),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "partner_absence" (
    "workspace_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "until" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partner_absence_pkey" PRIMARY KEY ("workspace_id","partner_id","since")
);

-- CreateTable
CREATE TABLE "partner_code" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "promotion_code_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partner_code_pkey" PRIMARY KEY ("workspace_id","connection_id","promotion_code_id")
);

-- CreateTable
CREATE TABLE "reward_rule" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "partner_id" TEXT,
    "event" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(6),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reward_rule_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "reward_rule_version" (
    "workspace_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "terms" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(6),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reward_rule_version_pkey" PRIMARY KEY ("workspace_id","rule_id","version")
);

-- CreateTable
CREATE TABLE "commission" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "partner_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL DEFAULT '',
    "person_id" TEXT NOT NULL DEFAULT '',
    "link_id" TEXT NOT NULL DEFAULT '',
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "base_minor" BIGINT NOT NULL DEFAULT 0,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "earnings_minor" BIGINT NOT NULL DEFAULT 0,
    "paid_minor" BIGINT NOT NULL DEFAULT 0,
    "terms" JSONB,
    "status" TEXT NOT NULL,
    "flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "decision" TEXT,
    "reason" TEXT,
    "in_payout" BOOLEAN NOT NULL DEFAULT false,
    "hold_until" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "commission_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "commission_line" (
    "workspace_id" TEXT NOT NULL,
    "commission_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payout_id" TEXT,

    CONSTRAINT "commission_line_pkey" PRIMARY KEY ("workspace_id","commission_id","seq")
);

-- CreateTable
CREATE TABLE "commission_proposal" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "commission_id" TEXT NOT NULL,
    "terms" JSONB,
    "digest" TEXT NOT NULL,
    "earnings_minor" BIGINT NOT NULL,
    "proposed_minor" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "commission_proposal_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "payout" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_by_id" TEXT,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "payout_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "payout_item" (
    "workspace_id" TEXT NOT NULL,
    "payout_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "clawed_minor" BIGINT NOT NULL DEFAULT 0,
    "commissions" INTEGER NOT NULL,

    CONSTRAINT "payout_item_pkey" PRIMARY KEY ("workspace_id","payout_id","partner_id")
);

-- CreateTable
CREATE TABLE "partner_invitation" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partner_invitation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "partner_session" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "partner_session_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "api_version" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "account" TEXT,
    "object_id" TEXT,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "known_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "country" TEXT,
    "payload" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "projected_at" TIMESTAMPTZ(6),
    "recovered" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("workspace_id","connection_id","id")
);

-- CreateTable
CREATE TABLE "webhook_rejection" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "count" BIGINT NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "webhook_rejection_pkey" PRIMARY KEY ("workspace_id","connection_id","day","reason")
);

-- CreateTable
CREATE TABLE "pull_cursor" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "oldest_id" TEXT,
    "newest_created" TIMESTAMPTZ(6),
    "history_done" BOOLEAN NOT NULL DEFAULT false,
    "problem" TEXT,
    "pulled_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "pull_cursor_pkey" PRIMARY KEY ("workspace_id","connection_id","kind")
);

-- CreateTable
CREATE TABLE "backfill_step" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "phase" TEXT NOT NULL DEFAULT 'waiting',
    "cursor_id" TEXT,
    "cursor_created" TIMESTAMPTZ(6),
    "objects" BIGINT NOT NULL DEFAULT 0,
    "counted" BIGINT,
    "recovered" BIGINT NOT NULL DEFAULT 0,
    "requests" BIGINT NOT NULL DEFAULT 0,
    "busy_ms" BIGINT NOT NULL DEFAULT 0,
    "problem" TEXT,
    "started_at" TIMESTAMPTZ(6),
    "done_at" TIMESTAMPTZ(6),
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "backfill_step_pkey" PRIMARY KEY ("workspace_id","connection_id","kind")
);

-- CreateTable
CREATE TABLE "backfill_reference" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "named_by" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',

    CONSTRAINT "backfill_reference_pkey" PRIMARY KEY ("workspace_id","connection_id","kind","object_id")
);

-- CreateTable
CREATE TABLE "pulled_object" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "pulled_object_pkey" PRIMARY KEY ("workspace_id","connection_id","kind","object_id")
);

-- CreateTable
CREATE TABLE "catch_up" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "until" TIMESTAMPTZ(6) NOT NULL,
    "events" BIGINT NOT NULL DEFAULT 0,
    "recovered" BIGINT NOT NULL DEFAULT 0,
    "problem" TEXT,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "catch_up_pkey" PRIMARY KEY ("workspace_id","connection_id","id")
);

-- CreateTable
CREATE TABLE "connection_hour" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(6) NOT NULL,
    "count" BIGINT NOT NULL,
    "last_at" TIMESTAMPTZ(6) NOT NULL,
    "clock_seconds" INTEGER,

    CONSTRAINT "connection_hour_pkey" PRIMARY KEY ("workspace_id","connection_id","what","hour")
);

-- CreateTable
CREATE TABLE "touchpoint" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "known_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "visitor_id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL DEFAULT '',
    "partner_id" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "medium" TEXT NOT NULL DEFAULT '',
    "campaign" TEXT NOT NULL DEFAULT '',
    "term" TEXT NOT NULL DEFAULT '',
    "content" TEXT NOT NULL DEFAULT '',
    "is_direct" BOOLEAN NOT NULL DEFAULT false,
    "credits" BOOLEAN NOT NULL DEFAULT true,
    "referrer" TEXT,
    "landing" TEXT,
    "country" TEXT,
    "ad_clicks" JSONB,
    "dedupe_key" TEXT,

    CONSTRAINT "touchpoint_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "visitor_identifier" (
    "workspace_id" TEXT NOT NULL,
    "visitor_id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "known_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cause" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "visitor_identifier_pkey" PRIMARY KEY ("workspace_id","visitor_id","identifier","livemode")
);

-- CreateTable
CREATE TABLE "lead" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "event_name" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "known_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "click_id" TEXT NOT NULL DEFAULT '',
    "external_id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "avatar" TEXT,
    "metadata" JSONB,
    "connection_id" TEXT,
    "owner_id" TEXT,

    CONSTRAINT "lead_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "tracked_sale" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL DEFAULT true,
    "event_name" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "known_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "external_id" TEXT NOT NULL,
    "click_id" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "payment_processor" TEXT NOT NULL,
    "invoice_id" TEXT,
    "lead_event_name" TEXT,
    "metadata" JSONB,

    CONSTRAINT "tracked_sale_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "attribution_due" (
    "workspace_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "cause" TEXT NOT NULL,

    CONSTRAINT "attribution_due_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateTable
CREATE TABLE "attribution_move" (
    "workspace_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "connection_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "owner_id" TEXT NOT NULL,
    "sale_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "cause" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "moved_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attribution_move_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateTable
CREATE TABLE "commission_due" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,

    CONSTRAINT "commission_due_pkey" PRIMARY KEY ("workspace_id","connection_id","owner_id")
);

-- CreateTable
CREATE TABLE "object_version" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "known_at" TIMESTAMPTZ(6) NOT NULL,
    "event_type" TEXT NOT NULL,
    "previous" JSON,
    "body" JSON NOT NULL,

    CONSTRAINT "object_version_pkey" PRIMARY KEY ("workspace_id","connection_id","kind","object_id","event_id")
);

-- CreateTable
CREATE TABLE "object_owner" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,

    CONSTRAINT "object_owner_pkey" PRIMARY KEY ("workspace_id","connection_id","object_id")
);

-- CreateTable
CREATE TABLE "catalog_item" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "product_id" TEXT,
    "deleted" BOOLEAN NOT NULL DEFAULT false,
    "body" JSONB NOT NULL,

    CONSTRAINT "catalog_item_pkey" PRIMARY KEY ("workspace_id","connection_id","kind","id")
);

-- CreateTable
CREATE TABLE "ledger_owner" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "guest" BOOLEAN NOT NULL DEFAULT false,
    "email" TEXT,
    "name" TEXT,
    "country" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "claims" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(6),
    "deleted" BOOLEAN NOT NULL DEFAULT false,
    "person_id" TEXT NOT NULL,
    "resolved_by" TEXT NOT NULL,
    "identifiers" TEXT[],
    "rivals" TEXT[],
    "name_key" TEXT,
    "revenue_minor" BIGINT NOT NULL DEFAULT 0,
    "fee_minor" BIGINT NOT NULL DEFAULT 0,
    "clicks" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "promotions" JSONB NOT NULL DEFAULT '[]',
    "first_sale_at" TIMESTAMPTZ(6),
    "attribution" JSONB,

    CONSTRAINT "ledger_owner_pkey" PRIMARY KEY ("workspace_id","connection_id","id")
);

-- CreateTable
CREATE TABLE "owner_identifier" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "identifier" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "guest" BOOLEAN NOT NULL,

    CONSTRAINT "owner_identifier_pkey" PRIMARY KEY ("workspace_id","connection_id","livemode","identifier","owner_id")
);

-- CreateTable
CREATE TABLE "shared_identifier" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "identifier" TEXT NOT NULL,

    CONSTRAINT "shared_identifier_pkey" PRIMARY KEY ("workspace_id","connection_id","livemode","identifier")
);

-- CreateTable
CREATE TABLE "mrr_span" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE,
    "livemode" BOOLEAN NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "product_id" TEXT NOT NULL,
    "price_id" TEXT NOT NULL,
    "interval" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "coupon" TEXT NOT NULL DEFAULT '',
    "metadata" JSONB,
    "origin" JSONB,
    "quality" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "mrr_span_pkey" PRIMARY KEY ("workspace_id","connection_id","owner_id","item_id","from_day")
);

-- CreateTable
CREATE TABLE "series_span" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE,
    "livemode" BOOLEAN NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "product_id" TEXT NOT NULL,
    "price_id" TEXT NOT NULL,
    "interval" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "coupon" TEXT NOT NULL DEFAULT '',
    "metadata" JSONB,
    "origin" JSONB,
    "quality" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "series_span_pkey" PRIMARY KEY ("workspace_id","connection_id","owner_id","series","item_id","from_day")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "measure" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "known_at" TIMESTAMPTZ(6) NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reporting_minor" BIGINT,
    "fx_rate" DECIMAL(24,12),
    "fx_day" DATE,
    "quantity" BIGINT NOT NULL,
    "product_id" TEXT NOT NULL,
    "price_id" TEXT NOT NULL,
    "interval" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "coupon" TEXT NOT NULL DEFAULT '',
    "metadata" JSONB,
    "origin" JSONB,
    "detail" JSONB NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("workspace_id","connection_id","owner_id","entry_id")
);

-- CreateTable
CREATE TABLE "sale" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "currency" TEXT NOT NULL,
    "gross_minor" BIGINT NOT NULL,
    "discount_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT,
    "refunded_minor" BIGINT NOT NULL,
    "objects" JSONB NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "sale_pkey" PRIMARY KEY ("workspace_id","connection_id","id")
);

-- CreateTable
CREATE TABLE "ledger_issue" (
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "ledger_issue_pkey" PRIMARY KEY ("workspace_id","connection_id","owner_id","id")
);

-- CreateTable
CREATE TABLE "buyer_day" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "product_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "previous_day" DATE,

    CONSTRAINT "buyer_day_pkey" PRIMARY KEY ("workspace_id","livemode","product_id","person_id","day")
);

-- CreateTable
CREATE TABLE "person_joined" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "person_id" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(6) NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "person_joined_pkey" PRIMARY KEY ("workspace_id","person_id","livemode")
);

-- CreateTable
CREATE TABLE "daily_rollup" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "measure" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reporting_minor" BIGINT NOT NULL,
    "unconverted_minor" BIGINT NOT NULL,
    "unconverted_count" BIGINT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "entries" BIGINT NOT NULL,

    CONSTRAINT "daily_rollup_pkey" PRIMARY KEY ("workspace_id","livemode","measure","dimension","day","value","currency")
);

-- CreateTable
CREATE TABLE "period_rollup" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "measure" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reporting_minor" BIGINT NOT NULL,
    "unconverted_minor" BIGINT NOT NULL,
    "unconverted_count" BIGINT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "entries" BIGINT NOT NULL,

    CONSTRAINT "period_rollup_pkey" PRIMARY KEY ("workspace_id","livemode","measure","dimension","period","day","value","currency")
);

-- CreateTable
CREATE TABLE "mrr_leaf_daily" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "series" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "leaf_minor" BIGINT NOT NULL,
    "count_delta" BIGINT NOT NULL,

    CONSTRAINT "mrr_leaf_daily_pkey" PRIMARY KEY ("workspace_id","livemode","series","dimension","day","value","currency","leaf_minor")
);

-- CreateTable
CREATE TABLE "mrr_leaf_period" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "series" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "leaf_minor" BIGINT NOT NULL,
    "count_delta" BIGINT NOT NULL,

    CONSTRAINT "mrr_leaf_period_pkey" PRIMARY KEY ("workspace_id","livemode","series","dimension","period","day","value","currency","leaf_minor")
);

-- CreateTable
CREATE TABLE "buyer_rollup" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "product_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "previous_day" DATE NOT NULL,
    "buyers" BIGINT NOT NULL,

    CONSTRAINT "buyer_rollup_pkey" PRIMARY KEY ("workspace_id","livemode","day","product_id","previous_day")
);

-- CreateTable
CREATE TABLE "buyer_monthly" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "product_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "previous_month" DATE NOT NULL,
    "buyers" BIGINT NOT NULL,

    CONSTRAINT "buyer_monthly_pkey" PRIMARY KEY ("workspace_id","livemode","month","product_id","previous_month")
);

-- CreateTable
CREATE TABLE "cohort_size" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "period" TEXT NOT NULL,
    "joined" DATE NOT NULL,
    "people" BIGINT NOT NULL,

    CONSTRAINT "cohort_size_pkey" PRIMARY KEY ("workspace_id","livemode","period","joined")
);

-- CreateTable
CREATE TABLE "cohort_rollup" (
    "workspace_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "period" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "joined" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "entries" BIGINT NOT NULL,
    "fee_entries" BIGINT NOT NULL,

    CONSTRAINT "cohort_rollup_pkey" PRIMARY KEY ("workspace_id","livemode","period","length","since","joined","currency")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "member"("user_id");

-- CreateIndex
CREATE INDEX "invitation_token_hash_idx" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "api_key_hash_idx" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "connection_id_idx" ON "connection"("id");

-- CreateIndex
CREATE INDEX "person_alias_workspace_id_livemode_person_id_idx" ON "person_alias"("workspace_id", "livemode", "person_id");

-- CreateIndex
CREATE INDEX "identity_action_workspace_id_created_at_idx" ON "identity_action"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "identity_action_workspace_id_subject_idx" ON "identity_action"("workspace_id", "subject");

-- CreateIndex
CREATE INDEX "person_move_workspace_id_connection_id_owner_id_idx" ON "person_move"("workspace_id", "connection_id", "owner_id");

-- CreateIndex
CREATE INDEX "person_move_workspace_id_from_person_idx" ON "person_move"("workspace_id", "from_person");

-- CreateIndex
CREATE INDEX "person_move_workspace_id_to_person_idx" ON "person_move"("workspace_id", "to_person");

-- CreateIndex
CREATE INDEX "identity_preview_workspace_id_connection_id_idx" ON "identity_preview"("workspace_id", "connection_id");

-- CreateIndex
CREATE INDEX "identity_preview_move_workspace_id_preview_id_revenue_minor_idx" ON "identity_preview_move"("workspace_id", "preview_id", "revenue_minor" DESC, "owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_slug_key" ON "link"("slug");

-- CreateIndex
CREATE INDEX "link_workspace_id_url_idx" ON "link"("workspace_id", "url");

-- CreateIndex
CREATE INDEX "link_workspace_id_created_at_idx" ON "link"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "link_workspace_id_partner_id_idx" ON "link"("workspace_id", "partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_workspace_id_external_id_key" ON "link"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "spend_workspace_id_day_source_medium_campaign_currency_refe_key" ON "spend"("workspace_id", "day", "source", "medium", "campaign", "currency", "reference");

-- CreateIndex
CREATE INDEX "outgoing_message_created_at_idx" ON "outgoing_message"("created_at");

-- CreateIndex
CREATE INDEX "outgoing_delivery_workspace_id_endpoint_id_seq_idx" ON "outgoing_delivery"("workspace_id", "endpoint_id", "seq");

-- CreateIndex
CREATE INDEX "outgoing_delivery_due_idx" ON "outgoing_delivery"("next_at") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "partner_workspace_id_created_at_id_idx" ON "partner"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "partner_workspace_id_email_key" ON "partner"("workspace_id", "email");

-- CreateIndex
CREATE INDEX "partner_code_workspace_id_partner_id_idx" ON "partner_code"("workspace_id", "partner_id");

-- CreateIndex
CREATE INDEX "commission_workspace_id_livemode_occurred_at_id_idx" ON "commission"("workspace_id", "livemode", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "commission_workspace_id_partner_id_occurred_at_idx" ON "commission"("workspace_id", "partner_id", "occurred_at");

-- CreateIndex
CREATE INDEX "commission_workspace_id_livemode_day_idx" ON "commission"("workspace_id", "livemode", "day");

-- CreateIndex
CREATE INDEX "commission_workspace_id_person_id_idx" ON "commission"("workspace_id", "person_id");

-- CreateIndex
CREATE INDEX "commission_workspace_id_connection_id_owner_id_idx" ON "commission"("workspace_id", "connection_id", "owner_id");

-- CreateIndex
CREATE INDEX "commission_workspace_id_status_hold_until_idx" ON "commission"("workspace_id", "status", "hold_until");

-- CreateIndex
CREATE UNIQUE INDEX "commission_workspace_id_event_connection_id_source_id_partn_key" ON "commission"("workspace_id", "event", "connection_id", "source_id", "partner_id", "rule_id");

-- CreateIndex
CREATE INDEX "commission_line_workspace_id_payout_id_idx" ON "commission_line"("workspace_id", "payout_id");

-- CreateIndex
CREATE INDEX "commission_proposal_workspace_id_status_created_at_idx" ON "commission_proposal"("workspace_id", "status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "commission_proposal_workspace_id_commission_id_digest_key" ON "commission_proposal"("workspace_id", "commission_id", "digest");

-- CreateIndex
CREATE INDEX "payout_workspace_id_created_at_idx" ON "payout"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "payout_item_workspace_id_partner_id_idx" ON "payout_item"("workspace_id", "partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "partner_invitation_token_hash_key" ON "partner_invitation"("token_hash");

-- CreateIndex
CREATE INDEX "partner_invitation_workspace_id_partner_id_idx" ON "partner_invitation"("workspace_id", "partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "partner_session_token_hash_key" ON "partner_session"("token_hash");

-- CreateIndex
CREATE INDEX "partner_session_workspace_id_partner_id_idx" ON "partner_session"("workspace_id", "partner_id");

-- CreateIndex
CREATE INDEX "stripe_event_workspace_id_seq_idx" ON "stripe_event"("workspace_id", "seq");

-- CreateIndex
CREATE INDEX "stripe_event_workspace_id_state_seq_idx" ON "stripe_event"("workspace_id", "state", "seq");

-- CreateIndex
CREATE INDEX "stripe_event_workspace_id_object_id_seq_idx" ON "stripe_event"("workspace_id", "object_id", "seq");

-- CreateIndex
CREATE INDEX "touchpoint_workspace_id_visitor_id_idx" ON "touchpoint"("workspace_id", "visitor_id");

-- CreateIndex
CREATE INDEX "touchpoint_workspace_id_occurred_at_idx" ON "touchpoint"("workspace_id", "occurred_at");

-- CreateIndex
CREATE INDEX "touchpoint_workspace_id_link_id_occurred_at_idx" ON "touchpoint"("workspace_id", "link_id", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "touchpoint_workspace_id_dedupe_key_key" ON "touchpoint"("workspace_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "visitor_identifier_workspace_id_identifier_idx" ON "visitor_identifier"("workspace_id", "identifier");

-- CreateIndex
CREATE INDEX "lead_workspace_id_livemode_occurred_at_idx" ON "lead"("workspace_id", "livemode", "occurred_at");

-- CreateIndex
CREATE INDEX "lead_workspace_id_external_id_idx" ON "lead"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "lead_workspace_id_connection_id_owner_id_idx" ON "lead"("workspace_id", "connection_id", "owner_id");

-- CreateIndex
CREATE INDEX "lead_workspace_id_known_at_idx" ON "lead"("workspace_id", "known_at");

-- CreateIndex
CREATE INDEX "lead_workspace_id_click_id_idx" ON "lead"("workspace_id", "click_id");

-- CreateIndex
CREATE INDEX "tracked_sale_workspace_id_occurred_at_idx" ON "tracked_sale"("workspace_id", "occurred_at");

-- CreateIndex
CREATE INDEX "tracked_sale_workspace_id_external_id_idx" ON "tracked_sale"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "tracked_sale_workspace_id_livemode_invoice_id_key" ON "tracked_sale"("workspace_id", "livemode", "invoice_id");

-- CreateIndex
CREATE INDEX "attribution_move_workspace_id_connection_id_owner_id_idx" ON "attribution_move"("workspace_id", "connection_id", "owner_id");

-- CreateIndex
CREATE INDEX "attribution_move_workspace_id_sale_id_idx" ON "attribution_move"("workspace_id", "sale_id");

-- CreateIndex
CREATE INDEX "object_version_workspace_id_connection_id_owner_id_idx" ON "object_version"("workspace_id", "connection_id", "owner_id");

-- CreateIndex
CREATE INDEX "object_version_balance_idx" ON "object_version"("workspace_id", "connection_id", "livemode", "occurred_at") WHERE (kind = 'balance_transaction');

-- CreateIndex
CREATE INDEX "object_owner_workspace_id_connection_id_owner_id_idx" ON "object_owner"("workspace_id", "connection_id", "owner_id");

-- CreateIndex
CREATE INDEX "ledger_owner_workspace_id_person_id_idx" ON "ledger_owner"("workspace_id", "person_id");

-- CreateIndex
CREATE INDEX "ledger_owner_workspace_id_livemode_name_key_idx" ON "ledger_owner"("workspace_id", "livemode", "name_key");

-- CreateIndex
CREATE INDEX "ledger_owner_workspace_id_livemode_resolved_by_idx" ON "ledger_owner"("workspace_id", "livemode", "resolved_by");

-- CreateIndex
CREATE INDEX "ledger_owner_clicks_idx" ON "ledger_owner" USING GIN ("clicks") WHERE (clicks <> '{}');

-- CreateIndex
CREATE INDEX "owner_identifier_workspace_id_identifier_idx" ON "owner_identifier"("workspace_id", "identifier");

-- CreateIndex
CREATE INDEX "mrr_span_workspace_id_livemode_from_day_idx" ON "mrr_span"("workspace_id", "livemode", "from_day");

-- CreateIndex
CREATE INDEX "series_span_workspace_id_livemode_series_from_day_idx" ON "series_span"("workspace_id", "livemode", "series", "from_day");

-- CreateIndex
CREATE INDEX "ledger_entry_workspace_id_livemode_measure_day_owner_id_idx" ON "ledger_entry"("workspace_id", "livemode", "measure", "day", "owner_id");

-- CreateIndex
CREATE INDEX "sale_workspace_id_connection_id_owner_id_idx" ON "sale"("workspace_id", "connection_id", "owner_id");

-- CreateIndex
CREATE INDEX "sale_workspace_id_livemode_occurred_at_idx" ON "sale"("workspace_id", "livemode", "occurred_at");

-- CreateIndex
CREATE INDEX "buyer_day_workspace_id_person_id_idx" ON "buyer_day"("workspace_id", "person_id");

-- CreateIndex
CREATE INDEX "person_joined_workspace_id_livemode_day_joined_at_person_id_idx" ON "person_joined"("workspace_id", "livemode", "day", "joined_at", "person_id");
