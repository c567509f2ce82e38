function sumOfSquares(size) {
    return Array.from({ length: size }, (_, i) => i + 1).filter(item => item % 2 === 0).map(item => item * item).reduce((sum, item) => sum + item, 0);
}
sumOfSquares(10000);
