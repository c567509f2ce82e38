using StateFlow.Tests.Shared;

namespace StateFlow.Course.Tests.Rendered;

[SetUpFixture]
public sealed class Chromium : HeadlessBrowser;
