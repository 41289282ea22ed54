// Made by `npm run generate` from the desk. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AgentOut */
        AgentOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Email */
            email: string;
            role: components["schemas"]["Role"];
            availability: components["schemas"]["Availability"];
            /** Capacity */
            capacity: number;
            /** Locale */
            locale: string;
            /** Disabled */
            disabled: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Last Seen At */
            last_seen_at: string | null;
        };
        /** AgentRef */
        AgentRef: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * AgentTyped
         * @description The agent is typing; forget it after 5 seconds.
         */
        AgentTyped: {
            /** Conversation Id */
            conversation_id: string;
            /** Agent Name */
            agent_name: string;
        };
        /**
         * AgentUpdated
         * @description An agent joined, changed availability, role or name.
         */
        AgentUpdated: {
            agent: components["schemas"]["AgentOut"];
        };
        /**
         * Availability
         * @enum {string}
         */
        Availability: "online" | "busy" | "offline";
        ConsoleEvents: {
            "conversation.updated": components["schemas"]["ConversationUpdated"];
            "message.created": components["schemas"]["MessageCreated"];
            "inbox.updated": components["schemas"]["InboxUpdated"];
            "ticket.created": components["schemas"]["TicketCreated"];
            "ticket.updated": components["schemas"]["TicketUpdated"];
            "agent.updated": components["schemas"]["AgentUpdated"];
            "contact.typed": components["schemas"]["ContactTyped"];
        };
        /**
         * ContactButton
         * @description What it does stays with the server. `opens`: with people on the floor a client opens its own form instead.
         */
        ContactButton: {
            /** Index */
            index: number;
            /** Title */
            title: string;
            /**
             * Opens
             * @default null
             */
            opens?: "ticket_form" | null;
        };
        /**
         * ContactConversation
         * @description `version` only grows: a client drops a state with a lower one than it has.
         */
        ContactConversation: {
            /** Id */
            id: string;
            /** Version */
            version: number;
            status: components["schemas"]["ConversationStatus"];
            /** Agent Name */
            agent_name: string | null;
            queue: components["schemas"]["QueueStatus"] | null;
            language: components["schemas"]["Language"] | null;
            /** Last Seq */
            last_seq: number;
            /**
             * Bot Busy
             * @default false
             */
            bot_busy?: boolean;
        };
        /**
         * ContactConversationUpdated
         * @description Status, agent, place in line or the bot's being busy changed.
         */
        ContactConversationUpdated: {
            /** Conversation Id */
            conversation_id: string;
            conversation: components["schemas"]["ContactConversation"];
        };
        ContactEvents: {
            "contact_message.created": components["schemas"]["ContactMessageCreated"];
            "contact_conversation.updated": components["schemas"]["ContactConversationUpdated"];
            "agent.typed": components["schemas"]["AgentTyped"];
        };
        /**
         * ContactMessage
         * @description A message as its contact sees it; `seq` is the contact's own gapless count.
         */
        ContactMessage: {
            /** Id */
            id: string;
            /** Seq */
            seq: number;
            /** Client Id */
            client_id: string | null;
            kind: components["schemas"]["MessageKind"];
            sender_type: components["schemas"]["SenderType"];
            /** Sender Name */
            sender_name: string | null;
            /** Text */
            text: string;
            language: components["schemas"]["Language"] | null;
            /**
             * Buttons
             * @default []
             */
            buttons?: components["schemas"]["ContactButton"][];
            /**
             * Links
             * @default []
             */
            links?: components["schemas"]["LinkOut"][];
            /**
             * Activity
             * @default null
             */
            activity?: string | null;
            /**
             * Activity Data
             * @default {}
             */
            activity_data?: {
                [key: string]: unknown;
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * ContactMessageCreated
         * @description A message for this contact; `seq` has no gaps, so a client sees at once that it missed one.
         */
        ContactMessageCreated: {
            /** Conversation Id */
            conversation_id: string;
            message: components["schemas"]["ContactMessage"];
        };
        /**
         * ContactTyped
         * @description The contact is typing; forget it after 5 seconds.
         */
        ContactTyped: {
            /** Conversation Id */
            conversation_id: string;
        };
        /**
         * ConversationStatus
         * @enum {string}
         */
        ConversationStatus: "pending" | "open" | "snoozed" | "resolved";
        /**
         * ConversationSummary
         * @description A row of the inbox; every conversation event carries it whole. `version` only grows: older ones are dropped.
         */
        ConversationSummary: {
            /** Id */
            id: string;
            /** Version */
            version: number;
            /** Contact Id */
            contact_id: string;
            /** Contact Name */
            contact_name: string | null;
            /** Channel */
            channel: string;
            status: components["schemas"]["ConversationStatus"];
            priority: components["schemas"]["Priority"];
            assignee: components["schemas"]["AgentRef"] | null;
            language: components["schemas"]["Language"] | null;
            handoff_reason: components["schemas"]["HandoffReason"] | null;
            /** Handed Off At */
            handed_off_at: string | null;
            /** Waiting Since */
            waiting_since: string | null;
            /** First Reply At */
            first_reply_at: string | null;
            /** Last Message Text */
            last_message_text: string;
            last_message_sender: components["schemas"]["SenderType"] | null;
            /**
             * Last Message At
             * Format: date-time
             */
            last_message_at: string;
            /** Last Seq */
            last_seq: number;
            /** Contact Read Seq */
            contact_read_seq: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Resolved At */
            resolved_at: string | null;
        };
        /**
         * ConversationUpdated
         * @description A conversation was created or anything in its summary changed.
         */
        ConversationUpdated: {
            conversation: components["schemas"]["ConversationSummary"];
        };
        /**
         * HandoffReason
         * @enum {string}
         */
        HandoffReason: "requested" | "low_confidence" | "not_helpful" | "frustrated" | "policy" | "bot_unavailable";
        /**
         * InboxChanged
         * @description Somebody entered or left the queue, or the numbers changed: places in line are counted anew.
         */
        InboxChanged: Record<string, never>;
        /**
         * InboxCounts
         * @description Numbers of the inbox tabs; `assigned` maps agent id -> open conversations of theirs.
         */
        InboxCounts: {
            /** Queue */
            queue: number;
            /** Open */
            open: number;
            /** Pending */
            pending: number;
            /** Assigned */
            assigned: {
                [key: string]: number;
            };
            /** Longest Waiting Since */
            longest_waiting_since: string | null;
        };
        /**
         * InboxUpdated
         * @description The numbers of the inbox changed.
         */
        InboxUpdated: {
            counts: components["schemas"]["InboxCounts"];
        };
        /**
         * Language
         * @enum {string}
         */
        Language: "en" | "hi" | "hinglish";
        /** LinkOut */
        LinkOut: {
            /** Url */
            url: string;
            /** Label */
            label: string;
        };
        /**
         * MessageCreated
         * @description A message, note or activity was stored.
         */
        MessageCreated: {
            message: components["schemas"]["MessageOut"];
        };
        /**
         * MessageKind
         * @enum {string}
         */
        MessageKind: "incoming" | "outgoing" | "activity";
        /**
         * MessageOut
         * @description A message as agents see it.
         */
        MessageOut: {
            /** Id */
            id: string;
            /** Conversation Id */
            conversation_id: string;
            /** Seq */
            seq: number;
            /** Public Seq */
            public_seq: number | null;
            /** Client Id */
            client_id: string | null;
            kind: components["schemas"]["MessageKind"];
            sender_type: components["schemas"]["SenderType"];
            agent: components["schemas"]["AgentRef"] | null;
            /** Private */
            private: boolean;
            /** Text */
            text: string;
            language: components["schemas"]["Language"] | null;
            /** Content */
            content: {
                [key: string]: unknown;
            };
            /** Trace */
            trace: {
                [key: string]: unknown;
            } | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * Priority
         * @enum {string}
         */
        Priority: "low" | "normal" | "high" | "urgent";
        /**
         * QueueStatus
         * @description The place in line: 1 is next. Seconds are given only when there is data for an honest range.
         */
        QueueStatus: {
            /** Position */
            position: number;
            /**
             * Wait Low Seconds
             * @default null
             */
            wait_low_seconds?: number | null;
            /**
             * Wait High Seconds
             * @default null
             */
            wait_high_seconds?: number | null;
            /** Agents Online */
            agents_online: number;
        };
        /**
         * Role
         * @enum {string}
         */
        Role: "agent" | "editor" | "supervisor" | "administrator";
        /**
         * SenderType
         * @enum {string}
         */
        SenderType: "contact" | "agent" | "bot" | "system";
        /**
         * TicketCategory
         * @enum {string}
         */
        TicketCategory: "order" | "delivery" | "return_refund" | "payment" | "warranty" | "product" | "account" | "business" | "other";
        /**
         * TicketCreated
         * @description A ticket was opened.
         */
        TicketCreated: {
            ticket: components["schemas"]["TicketOut"];
        };
        /** TicketOut */
        TicketOut: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Subject */
            subject: string;
            /** Description */
            description: string;
            status: components["schemas"]["TicketStatus"];
            priority: components["schemas"]["Priority"];
            category: components["schemas"]["TicketCategory"];
            /** Order Number */
            order_number: string | null;
            /** Email */
            email: string | null;
            /** Phone */
            phone: string | null;
            /** Contact Id */
            contact_id: string;
            /** Contact Name */
            contact_name: string | null;
            /** Conversation Id */
            conversation_id: string | null;
            assignee: components["schemas"]["AgentRef"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Solved At */
            solved_at: string | null;
        };
        /**
         * TicketStatus
         * @enum {string}
         */
        TicketStatus: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
        /**
         * TicketUpdated
         * @description A ticket changed.
         */
        TicketUpdated: {
            ticket: components["schemas"]["TicketOut"];
        };
        /**
         * TurnOwed
         * @description A contact's message waits for the bot.
         */
        TurnOwed: {
            /** Conversation Id */
            conversation_id: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
