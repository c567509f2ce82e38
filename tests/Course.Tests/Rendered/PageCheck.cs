using Microsoft.Playwright;

namespace StateFlow.Course.Tests.Rendered;

/// <summary>What is wrong with a page that shows a notebook; nothing if all is well.</summary>
internal static class PageCheck
{
    public static async Task<string[]> Complaints(IPage page) => await page.EvaluateAsync<string[]>(
        """
        async () => {
            const complaints = [];
            const hasSize = element => { const box = element.getBoundingClientRect(); return box.width >= 8 && box.height >= 8; };
            for (const image of document.querySelectorAll("img.stateflow-drawing")) {
                await image.decode().catch(() => complaints.push("a drawing cannot be shown"));
                if (!hasSize(image)) complaints.push("a drawing has no size");
            }

            for (const output of document.querySelectorAll(".jp-OutputArea-output")) {
                const content = output.querySelector("img, svg, iframe, table");
                if (!output.innerText.trim() && !(content && hasSize(content))) complaints.push(`an output is empty: ${output.outerHTML.slice(0, 200)}`);
            }

            for (const frame of document.querySelectorAll("iframe")) {
                if (!hasSize(frame)) complaints.push("a frame has no size");
            }

            const overflow = document.documentElement.scrollWidth - innerWidth;
            if (overflow > 0) complaints.push(`the page is ${overflow} pixels wider than its window`);
            return complaints;
        }
        """);
}
