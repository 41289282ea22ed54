// Made by `npm run generate` from the desk. Do not edit.

export interface paths {
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Setup State
         * @description Whether the first administrator is still to be made.
         */
        get: operations["setup_state"];
        put?: never;
        /**
         * Set Up
         * @description Make the first administrator with the link the start printed, and log them in.
         */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invites/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Invite
         * @description What an invitation is for, while it can be used.
         */
        get: operations["get_invite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invites/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Invite
         * @description Make the invited agent and log them in; an agent invited again gets the new password.
         */
        post: operations["accept_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log In
         * @description Start a session. Every failure has the same answer.
         */
        post: operations["log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log Out
         * @description End this session.
         */
        post: operations["log_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Me
         * @description Who is logged in, and the CSRF token to send with every change.
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Password
         * @description Change one's own password; every other session of theirs ends.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Me
         * @description Change one's own name, language or availability.
         */
        patch: operations["change_me"];
        trace?: never;
    };
    "/api/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Agents
         * @description All agents by name, the disabled ones too.
         */
        get: operations["list_agents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Invites
         * @description Invitations that can still be used, newest first.
         */
        get: operations["list_invites"];
        put?: never;
        /**
         * Create Invite
         * @description Invite somebody. The link is in this answer only: send it to the person.
         */
        post: operations["create_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/invites/{invite_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw Invite
         * @description End an invitation before it was used.
         */
        delete: operations["withdraw_invite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Agent
         * @description Change name, role, capacity; disable or enable. Disabling returns their conversations to the queue.
         */
        patch: operations["change_agent"];
        trace?: never;
    };
    "/api/inbox/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inbox Counts
         * @description The numbers of the inbox's tabs.
         */
        get: operations["inbox_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Conversations
         * @description `queue`: in its order; `mine` and `all`: latest message first. `q` looks into contacts and messages.
         */
        get: operations["list_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Conversation
         * @description The conversation with its contact, why a person is needed, and the contact's tickets.
         */
        get: operations["get_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Messages
         * @description Ascending by `seq`. `after`: the next ones; `before`, or neither: the last ones.
         */
        get: operations["list_messages"];
        put?: never;
        /**
         * Send Reply
         * @description Answer the contact, or (`private`) leave a note for colleagues. The same `client_id` again is the same message.
         */
        post: operations["send_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Interactions
         * @description What the bot understood and answered, oldest first.
         */
        get: operations["list_interactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim
         * @description Take a waiting conversation. Exactly one wins; the others learn who has it (409).
         */
        post: operations["claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer
         * @description Give it to a colleague, or back to the queue with its old waiting time.
         */
        post: operations["transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve
         * @description Done. The contact's next message goes to the bot, with a fresh context.
         */
        post: operations["resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen
         * @description Take a resolved conversation up again.
         */
        post: operations["reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/return_to_bot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return To Bot
         * @description The bot has the floor again, with a fresh context.
         */
        post: operations["return_to_bot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Ticket
         * @description Open a ticket for this contact; they see its number.
         */
        post: operations["open_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tickets
         * @description Latest change first.
         */
        get: operations["list_tickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Ticket
         * @description The ticket with its history.
         */
        get: operations["get_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Ticket
         * @description Change what is given. A closed ticket stays closed.
         */
        patch: operations["change_ticket"];
        trace?: never;
    };
    "/api/tickets/{number}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Comment
         * @description Add a line for colleagues; the contact does not see it.
         */
        post: operations["comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{contact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Contact
         * @description A contact with the numbers of their conversations and tickets.
         */
        get: operations["get_contact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Contact
         * @description Correct name, e-mail address or phone number; what is not sent stays, null clears.
         */
        patch: operations["change_contact"];
        trace?: never;
    };
    "/api/faq": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Faq
         * @description All entries, or those that hold every word of `q`.
         */
        get: operations["list_faq"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{message_id}/label": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draft Label
         * @description What this message would teach, with the bot's guesses.
         */
        get: operations["draft_label"];
        put?: never;
        /**
         * Label Message
         * @description The question becomes a variant of the entry, or a negative; the bot learns it at the next training.
         */
        post: operations["label_message"];
        /**
         * Undo Label
         * @description Take back what this message taught.
         */
        delete: operations["undo_label"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Conversation Labels
         * @description What the messages of a conversation teach, oldest first.
         */
        get: operations["list_conversation_labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Labels
         * @description All that was ever taught, newest first, with what was undone.
         */
        get: operations["list_labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/widget/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Session
         * @description Begin, or come back with the token of last time. A forged or expired token is an error: start again without it.
         */
        post: operations["start_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/widget/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Contact Messages
         * @description Ascending by `seq`. `after`: the next ones; `before`, or neither: the last ones.
         */
        get: operations["list_contact_messages"];
        put?: never;
        /**
         * Send Message
         * @description Store a message. The same `client_id` again is the same message, so resending is harmless.
         */
        post: operations["send_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/widget/handoff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request Handoff
         * @description Ask for a person. Again: the same place in line.
         */
        post: operations["request_handoff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/widget/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Contact Tickets
         * @description The contact's own tickets, newest first.
         */
        get: operations["list_contact_tickets"];
        put?: never;
        /**
         * Open Contact Ticket
         * @description Leave a question with an e-mail address or a phone number, when nobody is there to answer now.
         */
        post: operations["open_contact_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log Interaction
         * @description Write down a question and what became of it; once for each message.
         */
        post: operations["log_interaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/interactions/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log Feedback
         * @description The contact says whether the last answer helped.
         */
        post: operations["log_feedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/handoffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand Off
         * @description Give the conversation to people; again: the same place in line.
         */
        post: operations["hand_off"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Bot Tickets
         * @description The contact's tickets, newest first, at most 5.
         */
        get: operations["list_bot_tickets"];
        put?: never;
        /**
         * Open Bot Ticket
         * @description Open a ticket for the contact; once for each message.
         */
        post: operations["open_bot_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/tickets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Bot Ticket
         * @description A ticket of this conversation's contact; anybody else's is not there.
         */
        get: operations["get_bot_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Healthz
         * @description The process answers.
         */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readyz
         * @description 200 only when database, FAQ, Rasa with a model, and the action server are ready.
         */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
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
        /** AgentPatch */
        AgentPatch: {
            /** Name */
            name?: string | null;
            role?: components["schemas"]["Role"] | null;
            /** Capacity */
            capacity?: number | null;
            /** Disabled */
            disabled?: boolean | null;
        };
        /** AgentRef */
        AgentRef: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * Availability
         * @enum {string}
         */
        Availability: "online" | "busy" | "offline";
        /** BotTicketIn */
        BotTicketIn: {
            /** Conversation Id */
            conversation_id: string;
            /** Message Id */
            message_id: string;
            /** Description */
            description: string;
            /** @default other */
            category?: components["schemas"]["TicketCategory"];
            /** Order Number */
            order_number?: string | null;
            /** Email */
            email?: string | null;
            /** Phone */
            phone?: string | null;
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
            /** Opens */
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
            /** Activity */
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
         * ContactMessageIn
         * @description From the widget: exactly one of `text`, `button`, `suggestion` (a faq_id from the settings).
         */
        ContactMessageIn: {
            /** Client Id */
            client_id: string;
            /** Text */
            text?: string | null;
            button?: components["schemas"]["PressedButton"] | null;
            /** Suggestion */
            suggestion?: string | null;
            language?: components["schemas"]["Language"] | null;
            reply_language?: components["schemas"]["Language"] | null;
        };
        /** ContactOut */
        ContactOut: {
            /** Id */
            id: string;
            /** Name */
            name: string | null;
            /** Email */
            email: string | null;
            /** Phone */
            phone: string | null;
            language: components["schemas"]["Language"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Last Seen At
             * Format: date-time
             */
            last_seen_at: string;
            /**
             * Conversations
             * @default 0
             */
            conversations?: number;
            /**
             * Tickets
             * @default 0
             */
            tickets?: number;
        };
        /** ContactPatch */
        ContactPatch: {
            /** Name */
            name?: string | null;
            /** Email */
            email?: string | null;
            /** Phone */
            phone?: string | null;
        };
        /** ContactTicket */
        ContactTicket: {
            /** Number */
            number: string;
            status: components["schemas"]["TicketStatus"];
            /** Subject */
            subject: string;
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
        };
        /** ContactTicketIn */
        ContactTicketIn: {
            /** Client Id */
            client_id?: string | null;
            /** Description */
            description: string;
            /** Email */
            email?: string | null;
            /** Phone */
            phone?: string | null;
            /** Name */
            name?: string | null;
            /** Order Number */
            order_number?: string | null;
        };
        /** ConversationDetail */
        ConversationDetail: {
            conversation: components["schemas"]["ConversationSummary"];
            contact: components["schemas"]["ContactOut"];
            handoff: components["schemas"]["HandoffCard"] | null;
            /** Tickets */
            tickets: components["schemas"]["TicketOut"][];
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
         * ErrorBody
         * @description The one shape of every error.
         */
        ErrorBody: {
            /** Error */
            error: string;
            /** Detail */
            detail: string;
            /**
             * Data
             * @default {}
             */
            data?: {
                [key: string]: unknown;
            };
        };
        /**
         * FaqEntryOut
         * @description A published entry, read-only here; for the console's search and the shop's help page.
         */
        FaqEntryOut: {
            /** Id */
            id: string;
            /** Topic */
            topic: string;
            /** Title */
            title: {
                [key: string]: string;
            };
            /** Answer */
            answer: {
                [key: string]: string;
            };
            /** Links */
            links: {
                [key: string]: unknown;
            }[];
            /** Related */
            related: string[];
            /**
             * Handoff
             * @enum {string}
             */
            handoff: "never" | "offer" | "always";
        };
        /** FeedbackIn */
        FeedbackIn: {
            /** Conversation Id */
            conversation_id: string;
            /** Message Id */
            message_id: string;
            /** Helpful */
            helpful: boolean;
        };
        /** FeedbackLogged */
        FeedbackLogged: {
            /** Interaction Id */
            interaction_id: string | null;
        };
        /**
         * HandoffCard
         * @description Why a person is needed, in one look.
         */
        HandoffCard: {
            reason: components["schemas"]["HandoffReason"];
            /**
             * Handed Off At
             * Format: date-time
             */
            handed_off_at: string;
            /** Wants */
            wants: string;
            /** Tried */
            tried: components["schemas"]["InteractionOut"][];
        };
        /** HandoffDone */
        HandoffDone: {
            status: components["schemas"]["ConversationStatus"];
            /** Position */
            position: number | null;
            /** Agents Online */
            agents_online: number;
        };
        /** HandoffIn */
        HandoffIn: {
            /** Conversation Id */
            conversation_id: string;
            /** Message Id */
            message_id: string;
            reason: components["schemas"]["HandoffReason"];
        };
        /**
         * HandoffReason
         * @enum {string}
         */
        HandoffReason: "requested" | "low_confidence" | "not_helpful" | "frustrated" | "policy" | "bot_unavailable";
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
        /** InteractionIn */
        InteractionIn: {
            /** Conversation Id */
            conversation_id: string;
            /** Message Id */
            message_id: string;
            /** Question */
            question: string;
            language?: components["schemas"]["Language"] | null;
            /** Intent */
            intent?: string | null;
            /** Faq Id */
            faq_id?: string | null;
            /** Confidence */
            confidence?: number | null;
            /**
             * Ranking
             * @default []
             */
            ranking?: components["schemas"]["RankedFaq"][];
            outcome: components["schemas"]["InteractionOutcome"];
        };
        /** InteractionLogged */
        InteractionLogged: {
            /** Interaction Id */
            interaction_id: string;
            /** Handoff Policy */
            handoff_policy: ("never" | "offer" | "always") | null;
        };
        /** InteractionOut */
        InteractionOut: {
            /** Id */
            id: string;
            /** Message Id */
            message_id: string;
            /** Question */
            question: string;
            language: components["schemas"]["Language"] | null;
            /** Intent */
            intent: string | null;
            /** Faq Id */
            faq_id: string | null;
            /** Confidence */
            confidence: number | null;
            /** Ranking */
            ranking: {
                [key: string]: unknown;
            }[];
            outcome: components["schemas"]["InteractionOutcome"];
            /** Helpful */
            helpful: boolean | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * InteractionOutcome
         * @enum {string}
         */
        InteractionOutcome: "answered" | "did_you_mean" | "miss" | "handed_off" | "ticket";
        /** InviteAcceptIn */
        InviteAcceptIn: {
            /** Token */
            token: string;
            /** Name */
            name: string;
            /** Email */
            email?: string | null;
            /** Password */
            password: string;
        };
        /** InviteCreated */
        InviteCreated: {
            invite: components["schemas"]["InviteOut"];
            /** Link */
            link: string;
        };
        /** InviteIn */
        InviteIn: {
            /**
             * Email
             * Format: email
             */
            email: string;
            role: components["schemas"]["Role"];
        };
        /** InviteOut */
        InviteOut: {
            /** Id */
            id: string;
            /** Email */
            email: string | null;
            role: components["schemas"]["Role"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
        };
        /** InviteState */
        InviteState: {
            /** Email */
            email: string | null;
            role: components["schemas"]["Role"];
        };
        /**
         * LabelDraft
         * @description What a message would teach: to be looked at and corrected before it is taught.
         */
        LabelDraft: {
            /** Question */
            question: string;
            /** Max Characters */
            max_characters: number;
            language: components["schemas"]["Language"];
            /** Guesses */
            guesses: string[];
        };
        /**
         * LabelIn
         * @description `faq_id` null: the question is not our business. `question` and `language` are the draft's when they are not given.
         */
        LabelIn: {
            /** Faq Id */
            faq_id: string | null;
            /** Question */
            question?: string | null;
            language?: components["schemas"]["Language"] | null;
        };
        /**
         * LabelOut
         * @description What somebody taught the bot from a message; learned at the next training.
         */
        LabelOut: {
            /** Id */
            id: string;
            /** Message Id */
            message_id: string;
            /** Conversation Id */
            conversation_id: string;
            /** Question */
            question: string;
            language: components["schemas"]["Language"];
            /** Faq Id */
            faq_id: string | null;
            agent: components["schemas"]["AgentRef"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Undone At */
            undone_at: string | null;
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
        /** Liveness */
        Liveness: {
            /**
             * Ok
             * @default true
             */
            ok?: boolean;
        };
        /** LoginIn */
        LoginIn: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /** Me */
        Me: {
            agent: components["schemas"]["AgentOut"];
            /** Csrf Token */
            csrf_token: string;
        };
        /** MePatch */
        MePatch: {
            /** Name */
            name?: string | null;
            /** Locale */
            locale?: ("en" | "hi") | null;
            availability?: components["schemas"]["Availability"] | null;
        };
        /** MessageAccepted */
        MessageAccepted: {
            message: components["schemas"]["ContactMessage"];
            /**
             * Duplicate
             * @default false
             */
            duplicate?: boolean;
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
        /** Ok */
        Ok: {
            /**
             * Ok
             * @default true
             */
            ok?: boolean;
        };
        /** Page[ContactTicket] */
        Page_ContactTicket_: {
            /** Items */
            items: components["schemas"]["ContactTicket"][];
            /** Next Cursor */
            next_cursor?: string | null;
        };
        /** Page[ConversationSummary] */
        Page_ConversationSummary_: {
            /** Items */
            items: components["schemas"]["ConversationSummary"][];
            /** Next Cursor */
            next_cursor?: string | null;
        };
        /** Page[LabelOut] */
        Page_LabelOut_: {
            /** Items */
            items: components["schemas"]["LabelOut"][];
            /** Next Cursor */
            next_cursor?: string | null;
        };
        /** Page[TicketOut] */
        Page_TicketOut_: {
            /** Items */
            items: components["schemas"]["TicketOut"][];
            /** Next Cursor */
            next_cursor?: string | null;
        };
        /**
         * PartState
         * @description One part; `detail` says what is wrong and what to do, or what is right.
         */
        PartState: {
            /** Ready */
            ready: boolean;
            /** Detail */
            detail: string;
        };
        /** PasswordIn */
        PasswordIn: {
            /** Current */
            current: string;
            /** New */
            new: string;
        };
        /** PressedButton */
        PressedButton: {
            /** Message Id */
            message_id: string;
            /** Index */
            index: number;
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
            /** Wait Low Seconds */
            wait_low_seconds?: number | null;
            /** Wait High Seconds */
            wait_high_seconds?: number | null;
            /** Agents Online */
            agents_online: number;
        };
        /** RankedFaq */
        RankedFaq: {
            /** Faq Id */
            faq_id: string;
            /** Confidence */
            confidence: number;
        };
        /** Readiness */
        Readiness: {
            /** Ready */
            ready: boolean;
            /** Parts */
            parts: {
                [key: string]: components["schemas"]["PartState"];
            };
        };
        /** ReplyIn */
        ReplyIn: {
            /** Client Id */
            client_id: string;
            /** Text */
            text: string;
            /**
             * Private
             * @default false
             */
            private?: boolean;
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
        /** SessionStart */
        SessionStart: {
            /** Token */
            token?: string | null;
            language?: components["schemas"]["Language"] | null;
        };
        /** SessionStarted */
        SessionStarted: {
            /** Token */
            token: string;
            /** Contact Id */
            contact_id: string;
            conversation: components["schemas"]["ContactConversation"];
            /** Messages */
            messages: components["schemas"]["ContactMessage"][];
            /** Has Earlier */
            has_earlier: boolean;
            settings: components["schemas"]["WidgetSettings"];
        };
        /** SetupIn */
        SetupIn: {
            /** Token */
            token: string;
            /** Name */
            name: string;
            /**
             * Email
             * Format: email
             */
            email: string;
            /** Password */
            password: string;
        };
        /** SetupState */
        SetupState: {
            /** Needed */
            needed: boolean;
        };
        /**
         * TicketCategory
         * @enum {string}
         */
        TicketCategory: "order" | "delivery" | "return_refund" | "payment" | "warranty" | "product" | "account" | "business" | "other";
        /** TicketCommentIn */
        TicketCommentIn: {
            /** Comment */
            comment: string;
        };
        /** TicketDetail */
        TicketDetail: {
            ticket: components["schemas"]["TicketOut"];
            /** History */
            history: components["schemas"]["TicketEventOut"][];
            contact: components["schemas"]["ContactOut"];
        };
        /**
         * TicketEventKind
         * @enum {string}
         */
        TicketEventKind: "created" | "changed" | "commented";
        /** TicketEventOut */
        TicketEventOut: {
            /** Id */
            id: string;
            kind: components["schemas"]["TicketEventKind"];
            actor_type: components["schemas"]["SenderType"];
            agent: components["schemas"]["AgentRef"] | null;
            /** Changes */
            changes: {
                [key: string]: unknown[];
            };
            /** Comment */
            comment: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /** TicketIn */
        TicketIn: {
            /** Subject */
            subject: string;
            /** Description */
            description: string;
            /** @default other */
            category?: components["schemas"]["TicketCategory"];
            /** @default normal */
            priority?: components["schemas"]["Priority"];
            /** Order Number */
            order_number?: string | null;
            /** Email */
            email?: string | null;
            /** Phone */
            phone?: string | null;
        };
        /** TicketOpened */
        TicketOpened: {
            /** Number */
            number: string;
            status: components["schemas"]["TicketStatus"];
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
        /** TicketPatch */
        TicketPatch: {
            /** Subject */
            subject?: string | null;
            status?: components["schemas"]["TicketStatus"] | null;
            priority?: components["schemas"]["Priority"] | null;
            category?: components["schemas"]["TicketCategory"] | null;
            /** Assignee Id */
            assignee_id?: string | null;
        };
        /**
         * TicketStatus
         * @enum {string}
         */
        TicketStatus: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
        /** TransferIn */
        TransferIn: {
            /** Agent Id */
            agent_id?: string | null;
            /** Note */
            note?: string | null;
        };
        /** WidgetSettings */
        WidgetSettings: {
            /** Shop Name */
            shop_name: string;
            /** Agents Online */
            agents_online: number;
            /** Consent */
            consent: {
                [key: string]: string;
            };
            /** Suggestions */
            suggestions: {
                [key: string]: unknown;
            }[];
            /** Max Text */
            max_text: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    setup_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteState"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    accept_invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteAcceptIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ok"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ok"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MePatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_agents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"][];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_invites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteOut"][];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteCreated"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    withdraw_invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invite_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ok"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    inbox_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxCounts"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                view?: "queue" | "mine" | "all";
                status?: components["schemas"]["ConversationStatus"] | null;
                q?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConversationSummary_"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationDetail"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                after?: number | null;
                before?: number | null;
                limit?: number;
            };
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageOut"][];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    send_reply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageOut"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_interactions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InteractionOut"][];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    claim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationSummary"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationSummary"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationSummary"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    reopen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationSummary"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    return_to_bot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationSummary"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    open_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOut"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_tickets: {
        parameters: {
            query?: {
                status?: components["schemas"]["TicketStatus"] | null;
                q?: string | null;
                /** @description me, none or an agent's id */
                assignee?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TicketOut_"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketCommentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactOut"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactOut"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_faq: {
        parameters: {
            query?: {
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqEntryOut"][];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    draft_label: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelDraft"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    label_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelOut"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    undo_label: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ok"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_conversation_labels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelOut"][];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_labels: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LabelOut_"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    start_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionStart"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionStarted"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_contact_messages: {
        parameters: {
            query?: {
                after?: number | null;
                before?: number | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactMessage"][];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    send_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactMessageIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageAccepted"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    request_handoff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactConversation"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_contact_tickets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactTicket"][];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    open_contact_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactTicketIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactTicket"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    log_interaction: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InteractionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InteractionLogged"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    log_feedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackLogged"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    hand_off: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoffIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoffDone"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_bot_tickets: {
        parameters: {
            query: {
                conversation_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ContactTicket_"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    open_bot_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BotTicketIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOpened"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_bot_ticket: {
        parameters: {
            query: {
                conversation_id: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactTicket"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Any error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
