"""Prometheus figures of one desk. A registry per app, nothing global, so that tests and apps do not add up."""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from desk.events import Event, InboxUpdated, MessageCreated

TURN_BUCKETS = (0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2, 4, 8, 16)
HTTP_BUCKETS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """What is counted. Messages, hand-offs and the queue are read off the committed events, the rest is told directly."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Histogram(
            "sahayak_turn_seconds",
            "Time of a bot turn as the desk sees it, by outcome.",
            ["outcome"],
            buckets=TURN_BUCKETS,
            registry=self.registry,
        )
        self.messages = Counter("sahayak_messages", "Messages stored.", ["kind", "sender_type"], registry=self.registry)
        self.handoffs = Counter("sahayak_handoffs", "Hand-offs from bot to people.", ["reason"], registry=self.registry)
        self.queue = Gauge(
            "sahayak_queue_conversations", "Open conversations without assignee.", registry=self.registry
        )
        self.open = Gauge("sahayak_open_conversations", "Conversations with people.", registry=self.registry)
        self.sockets = Gauge("sahayak_sockets", "Sockets connected.", ["namespace"], registry=self.registry)
        self.faq_entries = Gauge("sahayak_faq_entries", "Entries in the published FAQ.", registry=self.registry)
        self.http = Histogram(
            "sahayak_http_request_seconds",
            "HTTP requests by route and status.",
            ["method", "route", "status"],
            buckets=HTTP_BUCKETS,
            registry=self.registry,
        )

    def turn_finished(self, outcome: str, seconds: float) -> None:
        """`outcome`: answered, empty, failed_action, timeout, error …: few, fixed words."""
        self.turns.labels(outcome).observe(seconds)

    def count_events(self, events: Sequence[Event]) -> None:
        """A listener of the database: gets the events of every committed transaction."""
        for event in events:
            if isinstance(event, MessageCreated):
                message = event.message
                self.messages.labels(message.kind, message.sender_type).inc()
                if message.content.get("activity") == "handed_off":
                    self.handoffs.labels(str(message.content.get("reason", "unknown"))).inc()
            elif isinstance(event, InboxUpdated):
                self.queue.set(event.counts.queue)
                self.open.set(event.counts.open)

    def render(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)
