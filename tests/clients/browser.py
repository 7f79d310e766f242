"""A page in Chromium without a window, told what to do through a pipe in the protocol of its developer tools."""

import json
import os
import subprocess
import tempfile

# What a page that is as it should be never sends.
COMPLAINTS = {"Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Page.javascriptDialogOpening"}


class Browser:
    def __init__(self, program="chromium-headless-shell"):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs, self.commands = os.pipe()
        self.answers, ours = os.pipe()

        def wire():
            # Chromium reads at 3 and writes at 4; by way of numbers that neither pipe has.
            for pipe, far, near in [(theirs, 103, 3), (ours, 104, 4)]:
                os.dup2(pipe, far)
            for far, near in [(103, 3), (104, 4)]:
                os.dup2(far, near)

        command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        command += ["--remote-debugging-pipe", f"--user-data-dir={self.profile.name}", "about:blank"]
        nothing = subprocess.DEVNULL
        self.process = subprocess.Popen(
            command, preexec_fn=wire, close_fds=False, stdin=nothing, stdout=nothing, stderr=nothing
        )
        os.close(theirs)
        os.close(ours)
        self.read, self.sent, self.events, self.session = b"", 0, [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.profile.cleanup()

    def message(self):
        while b"\0" not in self.read:
            piece = os.read(self.answers, 1 << 20)
            assert piece, "the browser has ended"
            self.read += piece
        message, _, self.read = self.read.partition(b"\0")
        return json.loads(message)

    def call(self, method, **params):
        self.sent += 1
        command = {"id": self.sent, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.sent:
                assert "error" not in message, f"{method}: {message.get('error')}"
                return message["result"]
            self.events.append(message)

    def open(self, path):
        """Opens a file and waits until it is there."""
        self.events = []
        self.call("Page.navigate", url=path.resolve().as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def value(self, expression):
        """The value of an expression of the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, f"{expression}: {answer.get('exceptionDetails')}"
        return answer["result"].get("value")

    def complaints(self):
        """What the page has complained of: errors, messages, dialogs."""
        self.value("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        return [event for event in self.events if event.get("method") in COMPLAINTS]

    def addresses(self):
        """What was asked for, from the page itself on."""
        asked = [event for event in self.events if event.get("method") == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in asked]
